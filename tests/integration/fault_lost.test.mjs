// Redis comes back without its data: what the database did not have is lost, and chat goes on from what it has.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Cluster } from './support/cluster.mjs';
import { Connection, device, password, signUp, uuid7 } from './support/connection.mjs';
import { startServices, until } from './support/recordscenario.mjs';

const LOST = 10;

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

test('what is written after the loss is told, although its numbers were told before', { timeout: 120_000 }, async t => {
    const cluster = await Cluster.start(services, 2);
    try {
        const [here, there] = cluster.members;
        const mina = await signUp(here.url, 'Mina');
        const juno = await signUp(there.url, 'Juno');
        const { room } = await mina.connection.call('room.create', { kind: 'group', title: 'Room', members: [juno.user.id] });
        const say = (connection, text) => connection.call('message.send', { room: room.id, client_id: uuid7(), text });
        await say(mina.connection, 'kept');
        await cluster.flushed();
        const release = await cluster.hold();
        for (let i = 0; i < LOST; i++)
            await say(mina.connection, `lost ${i}`);
        await juno.connection.event('message.created', ({ message }) => message.seq === 1 + LOST);

        await services.redis.kill();
        rmSync(join(services.redis.folder, 'data/appendonlydir'), { recursive: true });
        await services.redis.up();
        await release();
        for (const { server } of cluster.members)
            await until(() => /come back without its data/.test(server.log), 'the loss is noticed');

        const back = async ({ handle }, { url }) => {
            const connection = await Connection.open(url);
            await connection.call('auth.login', { handle, password, device });
            return connection;
        };
        const listener = await back(juno, there);
        const writer = await back(mina, here);
        const sent = await until(() => say(writer, 'after').catch(({ code }) => {
            assert.equal(code, 503);
        }), 'a message is taken again');
        t.diagnostic(`it is number ${sent.message.seq}, where ${1 + LOST} were told of before`);
        assert.equal(sent.message.seq, 2);
        const told = await listener.event('message.created', ({ message }) => message.text === 'after');
        assert.deepEqual(told.message, sent.message);
        const { messages } = await listener.call('message.history', { room: room.id });
        assert.deepEqual(messages.map(({ text }) => text), ['kept', 'after']);
        await Promise.all([listener.close(), writer.close(), mina.connection.close(), juno.connection.close()]);
        await cluster.stop();
    } finally {
        await cluster.abandon();
    }
});
