// Redis and PostgreSQL die or go away in the middle of traffic.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pause } from './support/connection.mjs';
import { longestGap, scenario, startServices } from './support/recordscenario.mjs';
import { random } from './support/recordtraffic.mjs';

const KILLS = 4;
const DATABASE_AWAY_MS = 60_000;
const REDIS_AWAY_MS = 10_000;

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

test(`Redis is killed ${KILLS} times`, { timeout: 120_000 }, t =>
    scenario(t, services, {}, async ({ traffic }) => {
        for (let kill = 0; kill < KILLS; kill++) {
            await traffic.flow(40 + random(80));
            await services.redis.kill();
            await services.redis.up();
        }
    }));

test(`PostgreSQL is killed ${KILLS} times`, { timeout: 120_000 }, t =>
    scenario(t, services, {}, async ({ traffic }) => {
        for (let kill = 0; kill < KILLS; kill++) {
            await traffic.flow(40 + random(80));
            await services.postgres.kill();
            await traffic.flow(20);
            await services.postgres.up();
        }
    }));

test('one server without Redis: PostgreSQL is killed twice, the line to it cut, and the server killed', { timeout: 120_000 }, t =>
    scenario(t, { postgres: services.postgres }, { servers: 1 }, async ({ cluster, traffic }) => {
        for (let kill = 0; kill < 2; kill++) {
            await services.postgres.kill();
            await services.postgres.up();
            await traffic.flow(40 + random(80));
            cluster.members[0].postgres.interrupt();
            await traffic.flow(40);
        }
        await cluster.kill(0);
        await cluster.up(0);
    }));

test(`PostgreSQL is away for ${DATABASE_AWAY_MS / 1000} s, and chat goes on`, { timeout: 120_000 + 2 * DATABASE_AWAY_MS }, t =>
    scenario(t, services, {}, async ({ cluster, traffic, world }) => {
        await services.postgres.stop();
        const from = Date.now();
        await pause(DATABASE_AWAY_MS);
        const to = Date.now();
        const waiting = await cluster.waiting();
        await services.postgres.up();
        for (const [what, moments] of [['acknowledged', world.acknowledgements.map(({ at }) => at)],
            ['delivered', world.deliveries]]) {
            const gap = longestGap(moments, from, to);
            const count = moments.filter(at => at > from && at < to).length;
            t.diagnostic(`${count} ${what} meanwhile, the longest time without one was ${gap} ms`);
            assert.ok(gap < DATABASE_AWAY_MS / 4, `nothing was ${what} for ${gap} ms`);
        }
        t.diagnostic(`${waiting} changes waited for the database`);
        assert.ok(waiting > 100, `only ${waiting} changes waited: was it away at all?`);
        await traffic.flow(60);
        await cluster.flushed();
    }));

test(`Redis is away for ${REDIS_AWAY_MS / 1000} s: what is sent waits, and then goes through`, { timeout: 120_000 }, t =>
    scenario(t, services, {}, async ({ traffic, world }) => {
        await services.redis.stop();
        const from = Date.now();
        await pause(REDIS_AWAY_MS);
        const to = Date.now();
        await services.redis.up();
        const during = world.acknowledgements.filter(({ at }) => at > from + 500 && at < to).length;
        assert.equal(during, 0, `${during} messages were acknowledged without Redis`);
        await traffic.flow(60, 30_000);
        const patient = world.acknowledgements.filter(({ at, waited }) => at > to && at - waited < to).length;
        t.diagnostic(`${patient} messages were begun before Redis was back, and went through then`);
        assert.ok(patient > 0);
    }));

test('Redis is frozen for 6 s', { timeout: 120_000 }, t =>
    scenario(t, services, { servers: 2 }, async ({ traffic }) => {
        services.redis.freeze();
        await pause(6_000);
        services.redis.thaw();
        await traffic.flow(60, 30_000);
    }));
