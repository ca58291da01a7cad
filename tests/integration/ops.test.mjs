// What those who run a server ask it: health, readiness, numbers; and that old messages go when they were told to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection, signUp, uuid7 } from './support/connection.mjs';
import { history } from './support/replica.mjs';
import { Server, runToEnd, temporaryFolder } from './support/server.mjs';

let server, ops, minji, room;

const ask = path => fetch(ops + path);

// The sum of a metric over its labels.
async function metric(name) {
    const text = await (await ask('/metrics')).text();
    const values = text.split('\n').filter(line => line.startsWith(name + ' ') || line.startsWith(name + '{'));
    assert.ok(values.length > 0, `no ${name} in:\n${text}`);
    return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

async function until(what, holds) {
    for (const end = Date.now() + 20_000; Date.now() < end; await pause(50))
        if (await holds())
            return;
    assert.fail(`${what}: not within 20 s`);
}

before(async () => {
    server = await Server.start({ args: ['--ops', '127.0.0.1:0', '--keep-messages', '3s'] });
    [, ops] = server.log.match(/health and metrics at (http:\S+)\//);
    minji = await signUp(server.url);
    ({ room } = await minji.connection.call('room.create', { kind: 'group', title: 'Ops', members: [] }));
});
after(() => server?.stop());

test('is healthy, and ready as soon as it is', async () => {
    assert.equal((await ask('/healthz')).status, 200);
    await until('ready', async () => (await ask('/readyz')).status === 200);
});

test('has what Prometheus reads', async () => {
    const answer = await ask('/metrics');
    assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(await answer.text(), /^madang_build_info\{version="[^"]+",qt="[^"]+"\} 1$/m);
});

test('refuses everything else', async () => {
    assert.equal((await ask('/')).status, 404);
    assert.equal((await fetch(ops + '/metrics', { method: 'POST', body: 'x' })).status, 405);
});

test('numbers follow what happens', async () => {
    const extra = await Promise.all(Array.from({ length: 5 }, () => Connection.open(server.url)));
    await until('six connections', async () => await metric('madang_connections') === 6);
    for (const connection of extra)
        connection.close();
    await until('one connection', async () => await metric('madang_connections') === 1);
    const sent = await metric('madang_messages_total');
    for (let i = 0; i < 10; i++)
        await minji.connection.call('message.send', { room: room.id, client_id: uuid7(), text: `${i}` });
    await until('ten messages', async () => await metric('madang_messages_total') === sent + 10);
});

test('old messages are deleted, and a retry is still none', async () => {
    const wish = { room: room.id, client_id: uuid7(), text: 'the last one' };
    const { message } = await minji.connection.call('message.send', wish);
    await until('an empty history', async () => (await history(minji.connection, room.id)).length === 0);
    await until('eleven counted', async () => await metric('madang_expiry_messages_total') === 11);
    const again = await minji.connection.call('message.send', wish);
    assert.equal(again.message.seq, message.seq);
    assert.ok(again.message.deleted_at > 0);
    await until('a line in the log', async () => /madang\.expiry: deleted \d+ old messages of 1 rooms/.test(server.log));
});

test('a port that is taken is said in one line', async () => {
    const { code, stderr } = await runToEnd(['--listen', '127.0.0.1:0', '--data', temporaryFolder(), '--ops', ops.slice(7)]);
    assert.ok(code > 0);
    assert.match(stderr, /^madang-server: cannot listen for --ops/m);
});
