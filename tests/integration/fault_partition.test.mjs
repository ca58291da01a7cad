// The wires between one server and the stores are cut, while everything else goes on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection, pause } from './support/connection.mjs';
import { isBreak } from './support/record.mjs';
import { scenario, startServices, until } from './support/recordscenario.mjs';

const APART_MS = 12_000; // longer than servers take to miss each other, and than any answer of Redis is waited for
const LOST = 1; // the server that is cut off

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

// Somebody leaves a room through a whole server while `wire` of another one is damaged. Their second connection is to
// that one: what it reads there is nothing that was written after, and soon it reads nothing at all.
async function leavesMeanwhile(t, { cluster, world, traffic }, damage) {
    const whole = (LOST + 1) % cluster.members.length;
    traffic.seamless = false;
    const leaver = traffic.leavers[0];
    const room = traffic.roomsOf(leaver).find(({ members }) => members.size > 2);
    const enter = async member => {
        const connection = await Connection.open(member.url);
        await connection.call('auth.resume', { access_token: leaver.tokens.access_token });
        return connection;
    };
    const through = await enter(cluster.members[whole]);
    let watching = await enter(cluster.members[LOST]);
    const watchers = new Set([watching]);
    await watching.call('message.history', { room: room.id });
    room.leaving.add(leaver.user.id);
    damage();
    const from = Date.now();
    await pause(500);
    await through.call('room.leave', { room: room.id });
    const left = Date.now();
    room.left.set(leaver.user.id, left);
    let refused; // since when (ms after the leave) each answer was a refusal
    let code;
    const answers = [];
    const read = async () => {
        const asked = Date.now() - left;
        try {
            // A server that finds itself cut off sends its clients away for a moment, so that they look again.
            if (watching.socket.readyState !== 1) {
                watching = await enter(cluster.members[LOST]);
                watchers.add(watching);
            }
            const { messages } = await watching.call('message.history', { room: room.id });
            refused = code = undefined;
            answers.push(`asked after ${asked} ms: ${messages.length} messages, ${Date.now() - left - asked} ms later`);
            for (const { text, seq } of messages)
                if (world.begun.get(text) > left)
                    world.wrong(`5: ${room.id}/${seq} was read through the lost server, and written after the leave`);
        } catch (error) {
            if (!isBreak(error)) {
                refused ??= Date.now() - left;
                ({ code } = error);
            }
            answers.push(`asked after ${asked} ms: ${error.message}, ${Date.now() - left - asked} ms later`);
        }
    };
    while (Date.now() - from < APART_MS) {
        read();
        await pause(400);
    }
    t.diagnostic(`through the server that was cut off the one who left was refused after ${refused} ms`);
    assert.notEqual(refused, undefined, `somebody who left could go on reading:\n${answers.join('\n')}`);
    return async () => {
        await until(async () => {
            await read();
            return code === 404;
        }, 'whoever left is not refused after the partition', 15_000, 100).catch(error => {
            throw new Error(`${error.message}\n${answers.slice(-10).join('\n')}`);
        });
        for (const { params } of [...watchers].flatMap(({ events }) => events))
            if (params.message?.room === room.id)
                assert.ok(!(world.begun.get(params.message.text) > left), 'told of what was written after the leave');
        through.socket.terminate();
        watchers.forEach(({ socket }) => socket.terminate());
    };
}

for (const kind of ['hole', 'hold'])
    test(`one server and Redis are apart for ${APART_MS / 1000} s; what was under way is ${kind === 'hole' ? 'lost' : 'late'}`,
        { timeout: 120_000 }, t => scenario(t, services, { gone: APART_MS + 10_000 }, async context => {
            const { cluster, traffic } = context;
            const wire = cluster.members[LOST].redis;
            const finish = await leavesMeanwhile(t, context, () => wire[kind]());
            wire.pass();
            await traffic.flow(100);
            await finish();
        }));

test('the line between one server and Redis breaks again and again', { timeout: 120_000 }, t =>
    scenario(t, services, { gone: 10_000 }, async ({ cluster, traffic }) => {
        traffic.seamless = false;
        for (let i = 0; i < 12; i++) {
            cluster.members[i % cluster.members.length].redis.interrupt();
            await traffic.flow(25);
        }
    }));

test('the wires are slow', { timeout: 120_000 }, t =>
    scenario(t, services, { servers: 2, gone: 10_000 }, async ({ cluster, traffic }) => {
        traffic.seamless = false;
        cluster.members[0].redis.slow(60);
        cluster.members[1].postgres.slow(30);
        await traffic.flow(250);
        cluster.members.forEach(({ redis, postgres }) => [redis, postgres].forEach(wire => wire.pass()));
    }));

test(`one server and PostgreSQL are apart for ${APART_MS / 1000} s`, { timeout: 120_000 }, t =>
    scenario(t, services, { gone: APART_MS + 10_000 }, async ({ cluster, traffic }) => {
        traffic.seamless = false;
        cluster.members[LOST].postgres.hole();
        await pause(APART_MS);
        cluster.members[LOST].postgres.pass();
        await traffic.flow(100);
        cluster.members.forEach(({ postgres }) => postgres.interrupt());
        await traffic.flow(100);
    }));
