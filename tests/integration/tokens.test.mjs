// Access tokens, checked and forged with the npm package jose: what it accepts the server issued, and what an attacker
// could make of the public keys the server refuses.
import * as jose from 'jose';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Connection, device, password, pause, signUp } from './support/connection.mjs';
import { Server } from './support/server.mjs';

let server, person, keys, header, claims;

before(async () => {
    server = await Server.start();
    person = await signUp(server.url, 'Mina');
    keys = await person.connection.call('server.keys');
    header = jose.decodeProtectedHeader(person.tokens.access_token);
    claims = jose.decodeJwt(person.tokens.access_token);
});
after(() => server?.stop());

const resume = async access_token => {
    const connection = await Connection.open(server.url);
    try {
        return await connection.call('auth.resume', { access_token });
    } finally {
        await connection.close();
    }
};

// Refused with 401, and nothing but the login is refused: the connection goes on to serve.
const refused = async access_token => {
    const connection = await Connection.open(server.url);
    await assert.rejects(connection.call('auth.resume', { access_token }), error => error.code === 401);
    await assert.rejects(connection.call('user.me'), error => error.code === 401);
    assert.equal((await connection.call('server.info')).protocol, 'madang.v1');
    await connection.close();
};

const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token is verified by the published keys', async () => {
    for (const key of keys.keys) {
        assert.equal(key.kty, 'OKP');
        assert.equal(key.crv, 'Ed25519');
        assert.equal(key.d, undefined, 'a private key is published');
    }
    const verified = await jose.jwtVerify(person.tokens.access_token, jose.createLocalJWKSet(keys),
        { algorithms: ['EdDSA'] });
    assert.equal(verified.protectedHeader.alg, 'EdDSA');
    assert.ok(keys.keys.some(key => key.kid === verified.protectedHeader.kid));
    assert.equal(verified.payload.exp * 1000, Math.floor(person.tokens.access_expires_at / 1000) * 1000);
    // 15 minutes, and to the end of their last second.
    assert.ok([900, 901].includes(verified.payload.exp - verified.payload.iat));
});

test('a token logs in', async () => {
    const answer = await resume(person.tokens.access_token);
    assert.equal(answer.user.id, person.user.id);
    assert.equal(answer.session, person.tokens.session);
});

test('a token outlives a restart of the server', async () => {
    await server.stop();
    server = await Server.start({ data: server.data, port: server.port });
    assert.equal((await resume(person.tokens.access_token)).user.id, person.user.id);
});

describe('refused:', () => {
    test('claims that were changed', async () => {
        const [first, , signature] = person.tokens.access_token.split('.');
        await refused(`${first}.${part({ ...claims, exp: claims.exp + 3600 })}.${signature}`);
    });

    test('a signature that was changed', async () => {
        const [first, second, signature] = person.tokens.access_token.split('.');
        const bytes = Buffer.from(signature, 'base64url');
        bytes[10] ^= 1;
        await refused(`${first}.${second}.${bytes.toString('base64url')}`);
    });

    test('a signature that is missing or cut', async () => {
        const [first, second, signature] = person.tokens.access_token.split('.');
        for (const token of [`${first}.${second}.`, `${first}.${second}`, `${first}.${second}.${signature.slice(0, 40)}`])
            await refused(token);
    });

    test('algorithm none', async () => {
        for (const alg of ['none', 'None', 'NONE', ''])
            for (const signature of ['', person.tokens.access_token.split('.')[2]])
                await refused(`${part({ ...header, alg })}.${part(claims)}.${signature}`);
        await refused(new jose.UnsecuredJWT(claims).encode());
    });

    test('HS256 with the public key as the secret', async () => {
        const key = keys.keys.find(({ kid }) => kid === header.kid);
        const pem = await jose.exportSPKI(await jose.importJWK(key, 'EdDSA'));
        for (const secret of [Buffer.from(key.x, 'base64url'), Buffer.from(key.x), Buffer.from(pem)])
            await refused(await new jose.SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' })
                .sign(new Uint8Array(secret)));
    });

    test('a key of the attacker, under the name of ours or brought along', async () => {
        const pair = await jose.generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
        const jwk = await jose.exportJWK(pair.publicKey);
        for (const forged of [header, { ...header, kid: 'mine' }, { alg: 'EdDSA' }, { ...header, jwk }])
            await refused(await new jose.SignJWT(claims).setProtectedHeader(forged).sign(pair.privateKey));
    });

    test('what is no token at all', async () => {
        for (const token of ['', '.', '..', '...', 'x', 'a.b.c', `${person.tokens.access_token}.`, '{}'.repeat(2000),
            person.tokens.refresh_token, '미나.미나.미나'])
            await refused(token);
    });

    test('a token of another server', async () => {
        const other = await Server.start();
        const stranger = await signUp(other.url);
        await refused(stranger.tokens.access_token);
        await other.stop();
    });

    test('a token of a revoked session', async () => {
        const second = await Connection.open(server.url);
        const { tokens } = await second.call('auth.login', { handle: person.handle, password, device });
        assert.equal((await resume(tokens.access_token)).session, tokens.session);
        await second.call('auth.logout');
        await refused(tokens.access_token);
        // … and not the others.
        assert.equal((await resume(person.tokens.access_token)).user.id, person.user.id);
    });
});

test('an expired token is refused, and a fresh one from the refresh token logs in', async () => {
    const brief = await Server.start({ env: { MADANG_AUTH_ACCESS_TTL_MS: '1000' } });
    const somebody = await signUp(brief.url);
    const { access_token, access_expires_at, refresh_token } = somebody.tokens;
    assert.ok(access_expires_at - Date.now() <= 2000);
    // The claim counts whole seconds, so the token may live for up to one more.
    await pause(2100);
    const connection = await Connection.open(brief.url);
    // 410 tells a client to refresh; a forged token of the same age gets 401, so this gives nothing away.
    await assert.rejects(connection.call('auth.resume', { access_token }), error => error.code === 410);
    await assert.rejects(connection.call('user.me'), error => error.code === 401);
    const { tokens } = await connection.call('auth.refresh', { refresh_token });
    assert.equal((await connection.call('auth.resume', { access_token: tokens.access_token })).user.id, somebody.user.id);
});

test('a refresh token is single use, and using it again revokes the session', async () => {
    const somebody = await signUp(server.url);
    const connection = await Connection.open(server.url);
    const { tokens } = await connection.call('auth.refresh', { refresh_token: somebody.tokens.refresh_token });
    assert.notEqual(tokens.refresh_token, somebody.tokens.refresh_token);
    await assert.rejects(connection.call('auth.refresh', { refresh_token: somebody.tokens.refresh_token }),
        error => error.code === 401);
    // Its own connections are closed, and neither the new refresh token nor its access token is worth anything.
    assert.equal((await somebody.connection.closed).code, 4002);
    await assert.rejects(connection.call('auth.refresh', { refresh_token: tokens.refresh_token }),
        error => error.code === 401);
    await refused(tokens.access_token);
});
