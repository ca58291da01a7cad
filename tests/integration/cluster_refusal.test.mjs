// What does not fit together is refused at the start, in one clear line.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signUp } from './support/connection.mjs';
import { Server, runToEnd, temporaryFolder } from './support/server.mjs';
import { PostgreSql, Redis, freePort } from './support/services.mjs';

let postgres, redis, forgetful;
before(async () => {
    [postgres, redis, forgetful] = await Promise.all([PostgreSql.start(), Redis.start(), Redis.start({ appendonly: 'no' })]);
});
after(() => [postgres, redis, forgetful].forEach(service => service?.killNow()));

let databases = 0;
const database = async () => {
    const name = `refusal_${++databases}`;
    await postgres.createDatabase(name);
    return ['--database', postgres.url(name)];
};

// Gives all that it said.
const refuses = async (pattern, args) => {
    const { code, stderr } = await runToEnd(['--listen', '127.0.0.1:0', '--data', temporaryFolder(), ...args]);
    assert.notEqual(code, 0, 'it ran');
    const complaint = stderr.trim().split('\n').filter(line => line.startsWith('madang-server: '));
    assert.equal(complaint.length, 1, `one line of complaint:\n${stderr}`);
    assert.match(complaint[0], pattern);
    assert.doesNotMatch(stderr, /between-us/, 'the password is in the log');
    return stderr;
};

test('a server without Redis beside one with it', async () => {
    const args = await database();
    const server = await Server.start({ args: [...args, '--redis', redis.url(), '--redis-prefix', 'a'] });
    await refuses(/another Madang server is using this PostgreSQL.* need Redis/, args);
    await signUp(server.url); // which does not mind
    await server.stop();
});

test('a server with Redis beside one without it', async () => {
    const args = await database();
    const server = await Server.start({ args });
    await refuses(/a Madang server without Redis is using this PostgreSQL/, [...args, '--redis', redis.url(), '--redis-prefix', 'b']);
    await signUp(server.url);
    await server.stop();
});

test('two servers without Redis', async () => {
    const args = await database();
    const server = await Server.start({ args });
    await refuses(/another Madang server is using this PostgreSQL.* need Redis/, args);
    await signUp(server.url);
    await server.stop();
});

test('Redis with SQLite, which other servers cannot see', () =>
    refuses(/redis/i, ['--redis', redis.url(), '--redis-prefix', 'c']));

test('a Redis that would lose what was acknowledged', async () => {
    const args = [...await database(), '--redis', forgetful.url()];
    await refuses(/appendonly/i, args);
    const server = await Server.start({ args: [...args, '--redis-allow-loss', 'yes'] });
    assert.match(server.log, /appendonly/);
    await signUp(server.url);
    await server.stop();
});

for (const [setting, value] of [['appendfsync', 'everysec'], ['maxmemory-policy', 'allkeys-lru']])
    test(`a Redis with ${setting} ${value}`, async () => {
        const lossy = await Redis.start({ [setting]: value });
        await refuses(new RegExp(setting, 'i'), [...await database(), '--redis', lossy.url()]);
        lossy.killNow();
    });

test('a Redis that is not there', async () => {
    const port = await freePort();
    await refuses(new RegExp(`Redis at redis://127.0.0.1:${port}`), [...await database(), '--redis', redis.url(port)]);
});

test('a wrong password of Redis', async () => {
    const url = redis.url().replace('between-us', 'wrong');
    assert.match(await refuses(/Redis at/, [...await database(), '--redis', url]), /WRONGPASS/);
});

test('a PostgreSQL that is not there', async () => {
    const port = await freePort();
    await refuses(new RegExp(String(port)), ['--database', postgres.url('nowhere', port)]);
});
