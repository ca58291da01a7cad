// Servers of a group die, are stopped for a while, and are restarted, in the middle of traffic.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pause } from './support/connection.mjs';
import { longestGap, scenario, startServices, until } from './support/recordscenario.mjs';
import { random } from './support/recordtraffic.mjs';

const KILLS = 9;
const FROZEN_MS = 12_000; // longer than any lease

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

test(`${KILLS} servers are killed, one after the other`, { timeout: 120_000 }, t =>
    scenario(t, services, { loyal: i => i % 3 === 0 }, async ({ cluster, traffic }) => {
        for (let kill = 0; kill < KILLS; kill++) {
            await traffic.flow(20 + random(80));
            const victim = kill % cluster.members.length;
            await cluster.kill(victim);
            if (kill % 2 === 0)
                await traffic.flow(20); // the others go on without it
            await cluster.up(victim);
        }
    }));

test('two of three are killed at once', { timeout: 60_000 }, t =>
    scenario(t, services, {}, async ({ cluster, traffic }) => {
        await Promise.all([cluster.kill(0), cluster.kill(2)]);
        await traffic.flow(50);
        await Promise.all([cluster.up(0), cluster.up(2)]);
    }));

// Of each batch that waits for the database somebody is in the middle; that one is killed.
test('who moves messages to the database is killed before its commit', { timeout: 90_000 }, t =>
    scenario(t, services, { servers: 2 }, async ({ cluster, traffic }) => {
        for (let kill = 0; kill < 2; kill++) {
            const release = await cluster.hold();
            await traffic.flow(60);
            const [victim] = await until(async () => {
                const blocked = await cluster.blocked();
                return blocked.length > 0 && blocked;
            }, 'nobody moves messages to the database');
            await cluster.kill(victim);
            await release();
            await traffic.flow(30);
            // What it had taken is taken over by the other one.
            await cluster.flushed();
            await cluster.up(victim);
        }
    }));

test('who moves messages to the database is killed between its commit and the word to Redis', { timeout: 90_000 }, t =>
    scenario(t, services, { servers: 2 }, async ({ cluster, traffic }) => {
        const release = await cluster.hold();
        await traffic.flow(60);
        const [victim] = await until(async () => {
            const blocked = await cluster.blocked();
            return blocked.length > 0 && blocked;
        }, 'nobody moves messages to the database');
        const count = async () => Number((await cluster.query('SELECT count(*) AS n FROM messages'))[0].n);
        const before = await count();
        cluster.members[victim].redis.hole();
        await release();
        await until(async () => await count() > before, 'nothing was committed');
        await cluster.kill(victim);
        cluster.members[victim].redis.pass();
        await traffic.flow(30);
        await cluster.flushed();
        await cluster.up(victim);
    }));

test(`a server is frozen for ${FROZEN_MS / 1000} s and comes back`, { timeout: 120_000 }, t =>
    scenario(t, services, { servers: 2, gone: FROZEN_MS + 5_000 }, async ({ cluster, traffic, world }) => {
        traffic.seamless = false; // it cannot know yet who left when it comes back
        const from = Date.now();
        cluster.freeze(0);
        await pause(FROZEN_MS);
        const to = Date.now();
        cluster.thaw(0);
        await traffic.flow(60);
        // The others went on, all the while.
        const gap = longestGap(world.acknowledgements.filter(({ server }) => server === 1).map(({ at }) => at), from, to);
        t.diagnostic(`while it was frozen the longest time without an acknowledged message was ${gap} ms`);
        assert.ok(gap < FROZEN_MS / 2, `nobody could send for ${gap} ms while one server was frozen`);
    }));

test('a server is frozen in the middle of moving messages to the database', { timeout: 120_000 }, t =>
    scenario(t, services, { servers: 2, gone: FROZEN_MS + 5_000 }, async ({ cluster, traffic }) => {
        traffic.seamless = false;
        const release = await cluster.hold();
        await traffic.flow(60);
        const [victim] = await until(async () => {
            const blocked = await cluster.blocked();
            return blocked.length > 0 && blocked;
        }, 'nobody moves messages to the database');
        cluster.freeze(victim);
        await release(); // the database commits what it was given; the frozen one does not hear of it
        await pause(FROZEN_MS);
        await traffic.flow(30);
        cluster.thaw(victim);
        await cluster.flushed();
    }));

test('all servers are restarted, one after the other, and nobody waits', { timeout: 120_000 }, t =>
    scenario(t, services, {}, async ({ cluster, traffic, world }) => {
        const from = Date.now();
        for (const { index } of cluster.members) {
            const { code, signal, ms } = await cluster.terminate(index);
            assert.deepEqual({ code, signal }, { code: 0, signal: null });
            t.diagnostic(`server ${index} ended after ${ms} ms`);
            await cluster.up(index);
            await traffic.flow(60);
        }
        const to = Date.now();
        const waited = Math.max(...world.acknowledgements.filter(({ at }) => at > from && at < to).map(({ waited }) => waited));
        const offline = Math.max(...world.devices.flatMap(device => device.offline));
        t.diagnostic(`the longest that a message waited was ${waited} ms, that a device was offline ${offline} ms`);
        assert.ok(waited < 5_000, `a message waited for ${waited} ms`);
        assert.ok(offline < 5_000, `a device was offline for ${offline} ms`);
    }));
