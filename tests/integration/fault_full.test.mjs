// Redis' memory is used up by messages while PostgreSQL is away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { uuid7 } from './support/connection.mjs';
import { scenario, startServices, until } from './support/recordscenario.mjs';

const MORE = 8_000_000; // bytes that Redis may use besides what it uses when it is idle
const LONG = '마당에서 '.repeat(500);

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

const used = async () => Number(/^used_memory:(\d+)/m.exec(await services.redis.command('INFO', 'memory'))[1]);
const limit = bytes => services.redis.command('CONFIG', 'SET', 'maxmemory', bytes);
const isFull = async () => (await services.redis.command('SET', 'anything', 'more')).startsWith('OOM');

// Everybody writes long messages as fast as they may, until no server takes any more.
async function floodUntilRefused(cluster, traffic) {
    let flooding = true;
    for (const device of traffic.senders)
        for (let lane = 0; lane < 4; lane++)
            traffic.task(async () => {
                const room = flooding && traffic.roomsOf(device)[0];
                if (room)
                    await traffic.send(device, room.id, `${LONG}${uuid7()}`);
            }, 40);
    const refuses = ({ server }) => /no more messages are taken/.test(server.log);
    await until(() => cluster.members.every(refuses), 'messages are refused', 60_000);
    flooding = false;
}

test('Redis is full while PostgreSQL is away: when that is back, everything moves there by itself, and chat goes on',
    { timeout: 240_000 }, t => scenario(t, services, { servers: 2 }, async ({ cluster, traffic }) => {
        await limit(await used() + MORE);
        await services.postgres.stop();
        await floodUntilRefused(cluster, traffic);
        assert.equal(await isFull(), false, 'messages have used up all there is');
        t.diagnostic(`${await cluster.waiting()} changes wait, and Redis has used ${await used()} bytes`);

        // Something else takes the rest.
        await limit(await used() / 2);
        assert.equal(await isFull(), true);
        const waiting = await cluster.waiting();
        assert.ok(waiting > 100, `only ${waiting} changes wait`);
        await services.postgres.up();
        await cluster.flushed(60_000);
        await limit(await used() + MORE);
        await traffic.flow(60);
        await limit(0);
    }));

test('Redis is full of messages: they go through when PostgreSQL is back', { timeout: 240_000 }, t =>
    scenario(t, services, { servers: 2 }, async ({ cluster, traffic }) => {
        await limit(await used() + MORE);
        await services.postgres.stop();
        await floodUntilRefused(cluster, traffic);
        await services.postgres.up();
        await cluster.flushed(60_000);
        await traffic.flow(60);
        await limit(0);
    }));
