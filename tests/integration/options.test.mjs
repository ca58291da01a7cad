// What an operator meets: options, their order of precedence, and one clear line when something is in the way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Connection, signUp, uuid7 } from './support/connection.mjs';
import { Server, runToEnd, temporaryFolder } from './support/server.mjs';

// One line on standard error, which says `what`, and a code that is not zero.
async function refuses(what, args, options) {
    const { code, stdout, stderr } = await runToEnd(args, options);
    assert.ok(code > 0, `exit code ${code}: ${stderr}`);
    assert.doesNotMatch(stdout, /listening on/);
    // What the log told before that is no complaint.
    const lines = stderr.trim().split('\n').filter(line => !/^\d{4}-\S+Z (debug|info) /.test(line));
    assert.equal(lines.length, 1, stderr);
    assert.match(lines[0], what);
}

const listen = ['--listen', '127.0.0.1:0'];

const freePort = () => new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
    });
});

test('--help explains every option', async () => {
    const { code, stdout } = await runToEnd(['--help']);
    assert.equal(code, 0);
    for (const option of ['--listen', '--data', '--config', '--database', '--loops', '--help', '--version'])
        assert.match(stdout, new RegExp(`${option}\\b`));
    assert.match(stdout, /MADANG_/);
});

test('--version says it in one line', async () => {
    const { code, stdout } = await runToEnd(['--version']);
    assert.equal(code, 0);
    assert.match(stdout.trim(), /^\S.* \d+\.\d+\.\d+$/);
});

describe('one clear line for', () => {
    test('a wrong option', () => refuses(/colour/, [...listen, '--data', temporaryFolder(), '--colour', 'jade']));

    test('a word too many', () => refuses(/jade/, [...listen, '--data', temporaryFolder(), 'jade']));

    test('an address that is none', async () => {
        for (const address of ['somewhere', '127.0.0.1:', '127.0.0.1:70000', '127.0.0.1:-1', '127.0.0.1:http'])
            await refuses(/listen/i, ['--listen', address, '--data', temporaryFolder()]);
    });

    test('a number that is none', async () => {
        for (const loops of ['many', '-1', '1.5', '100000'])
            await refuses(/loops/i, [...listen, '--data', temporaryFolder(), '--loops', loops]);
    });

    test('a bad value in the environment', () =>
        refuses(/MADANG_LOOPS|loops/i, [...listen, '--data', temporaryFolder()], { env: { MADANG_LOOPS: 'many' } }));

    test('a configuration file that is not there', () =>
        refuses(/nowhere\.ini/, [...listen, '--data', temporaryFolder(), '--config', '/nowhere.ini']));

    test('a port in use', async () => {
        const server = await Server.start();
        await refuses(new RegExp(`${server.port}`), ['--listen', `127.0.0.1:${server.port}`, '--data', temporaryFolder()]);
        // … and the first one does not mind.
        const connection = await Connection.open(server.url);
        await connection.call('server.info');
        await server.stop();
    });

    test('a second server on the same data', async () => {
        const server = await Server.start();
        await refuses(/./, [...listen, '--data', server.data]);
        await server.stop();
    });

    test('a folder that cannot be made', () => {
        const folder = temporaryFolder();
        writeFileSync(join(folder, 'file'), '');
        return refuses(/file\/data/, [...listen, '--data', join(folder, 'file/data')]);
    });

    test('a folder that cannot be written', () => {
        // Root may write everywhere but where the kernel itself says no.
        let folder = '/proc/self';
        if (process.getuid() !== 0) {
            folder = join(temporaryFolder(), 'locked');
            mkdirSync(folder);
            chmodSync(folder, 0o500);
        }
        return refuses(new RegExp(folder), [...listen, '--data', folder]);
    });

    test('a database kind that it does not know', () =>
        refuses(/database/i, [...listen, '--data', temporaryFolder(), '--database', 'oracle://somewhere/madang']));

    test('a database of a newer version', async () => {
        const server = await Server.start();
        await server.stop();
        const file = readdirSync(server.data).find(name => /\.(sqlite|db)$/.test(name));
        assert.ok(file, `no database in ${readdirSync(server.data)}`);
        newer(join(server.data, file));
        await refuses(/newer/i, [...listen, '--data', server.data]);
    });

    test('a file that is no database', async () => {
        const server = await Server.start();
        await server.stop();
        const file = readdirSync(server.data).find(name => /\.(sqlite|db)$/.test(name));
        writeFileSync(join(server.data, file), 'this is not a database, but somebody put it here\n'.repeat(200));
        await refuses(/database/i, [...listen, '--data', server.data]);
    });
});

// Marks a database as written by a later version, through Python's own SQLite: Node 18 brings none.
function newer(file) {
    execFileSync('python3', ['-c', `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("INSERT INTO schema_version (number, name, applied_at) VALUES (1000, 'of the future', 0)")
database.commit()
`, file]);
}

test('command line before environment before file', async () => {
    const [byOption, byEnvironment, byFile] = [await freePort(), await freePort(), await freePort()];
    const data = temporaryFolder();
    const config = join(data, 'madang.ini');
    writeFileSync(config, `[server]\nlisten=127.0.0.1:${byFile}\nloops=1\n`);
    const file = ['--config', config];
    const env = { MADANG_LISTEN: `127.0.0.1:${byEnvironment}` };
    const listensAt = async options => {
        const server = await Server.start({ data, listen: null, ...options });
        const { code } = await server.stop();
        assert.equal(code, 0);
        return server.port;
    };
    assert.equal(await listensAt({ args: file }), byFile);
    assert.equal(await listensAt({ args: file, env }), byEnvironment);
    assert.equal(await listensAt({ args: [...file, '--listen', `127.0.0.1:${byOption}`], env }), byOption);
});

test('the configuration file can be named by the environment, and hold the data folder', async () => {
    const folder = temporaryFolder();
    const config = join(folder, 'madang.ini');
    writeFileSync(config, `[server]\nlisten=127.0.0.1:0\ndata=${join(folder, 'inside')}\n`);
    const server = await Server.start({ data: null, listen: null, env: { MADANG_CONFIG: config } });
    await signUp(server.url);
    await server.stop();
    assert.ok(readdirSync(join(folder, 'inside')).length > 0);
});

test('the log tells events and keeps secrets', async () => {
    const server = await Server.start();
    const { connection, tokens, user } = await signUp(server.url, 'Mina Park');
    const other = await signUp(server.url, 'Jun');
    const { room } = await connection.call('room.create', { kind: 'direct', user: other.user.id });
    await connection.call('message.send', { room: room.id, client_id: uuid7(), text: 'a sentence for two' });
    await server.stop();
    assert.ok(server.log.length > 0);
    for (const secret of ['a sentence for two', 'a courtyard at dusk', tokens.access_token, tokens.refresh_token])
        assert.ok(!server.log.includes(secret), `the log holds: ${secret}`);
    for (const line of server.log.trim().split('\n'))
        assert.match(line, /\b(debug|info|warning|critical|error)\b/i, 'a line without a level');
    assert.ok(user.id);
});

test('data folder and database are for their owner only', async () => {
    const data = join(temporaryFolder(), 'data');
    const server = await Server.start({ data });
    await server.stop();
    const listing = execFileSync('find', [data, '-perm', '/077', '-printf', '%M %P\n']).toString();
    assert.equal(listing, '');
});
