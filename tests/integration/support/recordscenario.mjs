// A cluster with traffic on it, something that happens to it, and the invariants afterwards.
import { pause } from './connection.mjs';
import { Cluster } from './cluster.mjs';
import { World } from './record.mjs';
import { report, summary, verify } from './recordcheck.mjs';
import { Traffic } from './recordtraffic.mjs';
import { PostgreSql, Redis } from './services.mjs';

// Redis is durable as packaging/redis.conf has it. MADANG_TEST_REDIS ("appendonly no") breaks that: then the tests that
// kill Redis have to fail.
export async function startServices() {
    const settings = (process.env.MADANG_TEST_REDIS ?? '').split(',').filter(Boolean).map(line => line.trim().split(' '));
    const [postgres, redis] = await Promise.all([PostgreSql.start(), Redis.start(Object.fromEntries(settings))]);
    return { postgres, redis };
}

// `happens` is called with {cluster, world, traffic} while the traffic flows.
export async function scenario(t, services, { servers = 3, args, people, rooms, leavers, outsiders, loyal, lanes, pace,
    gone } = {}, happens) {
    const lossy = process.env.MADANG_TEST_REDIS ? ['--redis-allow-loss', 'yes'] : [];
    const cluster = await Cluster.start(services, servers, { args: [...args ?? [], ...lossy] });
    const world = new World(cluster);
    let traffic;
    try {
        traffic = await Traffic.prepare(world, { people, rooms, leavers, outsiders, loyal });
        traffic.start({ lanes, pause: pace });
        await traffic.flow(60);
        await happens({ cluster, world, traffic });
        await traffic.flow(60);
        await traffic.stop();
        await verify(world, { gone });
        await Promise.all(world.devices.map(device => device.retire()));
        await cluster.stop();
        report(world);
        t.diagnostic(summary(world));
        t.diagnostic(`${traffic.probes} attempts at rooms of others; the last that got through soon after a leave: `
            + `${traffic.slowestGone} ms`);
    } catch (error) {
        if (world.violations.length > 0 && !error.message.includes(' found:'))
            error.message += `\n${world.violations.length} found:\n${world.violations.slice(0, 15).join('\n')}`;
        throw error;
    } finally {
        if (traffic)
            traffic.stopping = true;
        world.devices.forEach(device => device.retire());
        await cluster.abandon();
    }
}

// The longest time without one of these moments (ms) between two points in time.
export function longestGap(moments, from, to) {
    const inside = [from, ...moments.filter(at => at > from && at < to), to].sort((a, b) => a - b);
    return Math.max(...inside.slice(1).map((at, index) => at - inside[index]));
}

// Until `condition` gives something, asked every `every` ms.
export async function until(condition, what, timeout = 30_000, every = 20) {
    const late = Date.now() + timeout;
    for (;;) {
        const found = await condition();
        if (found)
            return found;
        if (Date.now() > late)
            throw new Error(`${what}: not within ${timeout} ms`);
        await pause(every);
    }
}
