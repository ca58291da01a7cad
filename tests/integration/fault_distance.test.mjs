// Redis and PostgreSQL are far away: every journey takes its time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cluster } from './support/cluster.mjs';
import { signUp, uuid7 } from './support/connection.mjs';
import { startServices } from './support/recordscenario.mjs';

const PEOPLE = 10; // who may send so many at once that it takes several
const EACH = 25;
const DELAY_MS = 3; // each way

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

test(`${PEOPLE * EACH} messages are sent again at once when most have left the window`, { timeout: 60_000 }, async t => {
    const cluster = await Cluster.start(services, 1);
    try {
        const people = await Promise.all(Array.from({ length: PEOPLE }, () => signUp(cluster.members[0].url)));
        const { room } = await people[0].connection.call('room.create',
            { kind: 'group', title: 'Far', members: people.slice(1).map(({ user }) => user.id) });
        const messages = Array.from({ length: PEOPLE * EACH }, (_, index) => ({ room: room.id, client_id: uuid7(), text: `${index}` }));
        const sendAll = () => Promise.all(messages.map((message, index) =>
            people[index % PEOPLE].connection.call('message.send', message)));
        const first = await sendAll();
        await cluster.flushed();
        const [member] = cluster.members;
        member.postgres.slow(DELAY_MS);
        member.redis.slow(DELAY_MS);
        const from = Date.now();
        const again = await sendAll();
        t.diagnostic(`answered after ${Date.now() - from} ms`);
        assert.deepEqual(again.map(({ message }) => message), first.map(({ message }) => message));
        const next = await people[0].connection.call('message.send', { room: room.id, client_id: uuid7(), text: 'next' });
        assert.equal(next.message.seq, Math.max(...first.map(({ message }) => message.seq)) + 1);
        await Promise.all(people.map(({ connection }) => connection.close()));
        await cluster.stop();
    } finally {
        await cluster.abandon();
    }
});
