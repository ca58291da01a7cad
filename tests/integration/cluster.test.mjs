// Two and three server processes over one PostgreSQL and one Redis behave as one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Cluster } from './support/cluster.mjs';
import { Connection, device, password, pause, signUp, uuid7 } from './support/connection.mjs';
import { scenario, startServices, until } from './support/recordscenario.mjs';
import { signIn } from './support/recordtraffic.mjs';

const SOON_MS = 1_000; // what PROTOCOL.md promises of a revoked session

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

for (const servers of [2, 3])
    test(`${servers} servers: everybody is told the same, in one order`, { timeout: 120_000 }, t =>
        scenario(t, services, { servers, people: 3 * servers, outsiders: servers, leavers: 2, pace: 80 },
            ({ traffic }) => traffic.flow(400)));

describe('what happens at one server is known at the other:', { timeout: 120_000 }, () => {
    let cluster;
    before(async () => {
        cluster = await Cluster.start(services, 2);
    });
    after(() => cluster?.abandon());

    const at = index => cluster.members[index].url;
    // Two people at two servers, in one group.
    const pair = async (title = 'Pair') => {
        const [mina, jun] = [await signUp(at(0), 'Mina'), await signUp(at(1), 'Jun')];
        const { room } = await mina.connection.call('room.create', { kind: 'group', title, members: [jun.user.id] });
        return { mina, jun, room: room.id };
    };
    const login = async (index, person) => {
        const connection = await Connection.open(at(index));
        return { connection, ...await connection.call('auth.login', { handle: person.handle, password, device }) };
    };

    test('messages, edits and deletions', async () => {
        const { mina, jun, room } = await pair();
        const said = await mina.connection.call('message.send', { room, client_id: uuid7(), text: 'from the first' });
        const heard = await jun.connection.event('message.created', ({ message }) => message.seq === said.message.seq);
        assert.deepEqual(heard.message, said.message);
        const reply = await jun.connection.call('message.send',
            { room, client_id: uuid7(), text: 'from the second', reply_to: said.message.seq });
        assert.equal(reply.message.seq, said.message.seq + 1);
        assert.deepEqual((await mina.connection.event('message.created',
            ({ message }) => message.seq === reply.message.seq)).message, reply.message);
        await mina.connection.call('message.edit', { room, seq: said.message.seq, text: 'said better' });
        const edited = await jun.connection.event('message.changed', ({ message }) => message.seq === said.message.seq);
        assert.equal(edited.message.text, 'said better');
        await jun.connection.call('message.delete', { room, seq: reply.message.seq });
        const deleted = await mina.connection.event('message.changed', ({ message }) => message.seq === reply.message.seq);
        assert.equal(deleted.message.text, '');
        assert.ok(deleted.message.deleted_at);
        // Rights are the same everywhere too.
        await assert.rejects(jun.connection.call('message.edit', { room, seq: said.message.seq, text: 'not mine' }),
            error => error.code === 403);
    });

    test('who is typing, and who has read how far', async () => {
        const { mina, jun, room } = await pair();
        const { message } = await mina.connection.call('message.send', { room, client_id: uuid7(), text: 'read me' });
        await jun.connection.event('message.created', ({ message: { seq } }) => seq === message.seq);
        await jun.connection.call('room.typing', { room, on: true });
        await mina.connection.event('typing.changed', ({ user, on }) => user === jun.user.id && on);
        await jun.connection.call('room.typing', { room, on: false });
        await mina.connection.event('typing.changed', ({ user, on }) => user === jun.user.id && !on);
        await jun.connection.call('room.read', { room, seq: message.seq });
        await mina.connection.event('read.changed', ({ user, seq }) => user === jun.user.id && seq === message.seq);
        const { members } = await mina.connection.call('room.get', { room });
        assert.equal(members.find(({ user }) => user.id === jun.user.id).read_seq, message.seq);
    });

    test('who is online, away, invisible and gone', async () => {
        const { mina, jun, room } = await pair();
        const stateOf = async (watcher, person) =>
            (await watcher.connection.call('presence.get', { users: [person.user.id] })).states[0];
        const told = (watcher, person, state) => watcher.connection.event('presence.changed',
            event => event.user === person.user.id && event.state === state);
        await mina.connection.call('room.enter', { room });
        await until(async () => (await stateOf(mina, jun)).state === 'online', 'the other server knows nothing of who is here');
        assert.equal((await stateOf(jun, mina)).state, 'online');
        await jun.connection.call('presence.set', { state: 'away' });
        await told(mina, jun, 'away');
        // Another device, at the other server, that is not away.
        const phone = await login(0, jun);
        await told(mina, jun, 'online');
        mina.connection.events.length = 0;
        await phone.connection.call('presence.set', { state: 'invisible' });
        const { seen_at } = await told(mina, jun, 'offline');
        assert.ok(Math.abs(Date.now() - seen_at) < 10_000);
        assert.equal((await stateOf(jun, jun)).state, 'invisible');
        mina.connection.events.length = 0;
        await phone.connection.call('presence.set', { state: 'online' });
        await told(mina, jun, 'online');
        mina.connection.events.length = 0;
        await Promise.all([phone.connection.close(), jun.connection.close()]);
        await told(mina, jun, 'offline');
        assert.equal((await stateOf(mina, jun)).state, 'offline');
        assert.ok(!mina.connection.events.some(({ params }) => params.state === 'invisible'));
    });

    test('who looks at a room', async () => {
        const { mina, jun, room } = await pair();
        const stranger = await signUp(at(1), 'Somebody else');
        const both = [mina, jun].map(({ user }) => user.id).sort();
        const viewers = async ({ connection }) => (await connection.call('room.viewers', { room })).users.sort();
        const shown = (watcher, ids) => watcher.connection.event('viewers.changed',
            ({ room: which, users, count }) => which === room && count === ids.length && [...users].sort().join() === ids.join());
        await mina.connection.call('room.enter', { room });
        await jun.connection.call('room.enter', { room });
        await Promise.all([mina, jun].map(watcher => shown(watcher, both)));
        for (const who of [mina, jun])
            await until(async () => (await viewers(who)).join() === both.join(), 'not both are among the viewers');
        await assert.rejects(stranger.connection.call('room.enter', { room }), error => error.code === 404);
        await assert.rejects(stranger.connection.call('room.viewers', { room }), error => error.code === 404);
        jun.connection.socket.terminate(); // as a client that crashes
        await shown(mina, [mina.user.id]);
        const back = await login(1, jun);
        mina.connection.events.length = 0;
        await back.connection.call('room.enter', { room });
        await shown(mina, both);
        mina.connection.events.length = 0;
        await back.connection.call('room.exit', { room });
        await shown(mina, [mina.user.id]);
        assert.deepEqual(await viewers(mina), [mina.user.id]);
        assert.ok(!stranger.connection.events.some(({ method }) => method === 'viewers.changed'));
    });

    test('unread counts, before and after anything has reached the database', async () => {
        const { mina, jun, room } = await pair();
        const list = async ({ connection }) =>
            (await connection.call('room.list', { limit: 100 })).rooms.find(({ id }) => id === room);
        const release = await cluster.hold();
        for (let i = 1; i <= 5; i++) {
            await mina.connection.call('message.send', { room, client_id: uuid7(), text: `message ${i}` });
            const row = await list(jun);
            assert.deepEqual([row.me.unread, row.head.seq, row.last.text], [i, i, `message ${i}`]);
            assert.equal((await list(mina)).me.unread, 0);
        }
        assert.ok(await cluster.waiting() >= 5, 'everything was in the database already: nothing was tested');
        await release();
        await cluster.flushed();
        const there = await login(0, jun); // the same person, at the other server
        for (const who of [jun, there])
            assert.equal((await list(who)).me.unread, 5);
        assert.deepEqual(await there.connection.call('room.read', { room, seq: 3 }), { read_seq: 3, unread: 2 });
        assert.deepEqual(await jun.connection.call('room.read', { room, seq: 2 }), { read_seq: 3, unread: 2 });
        assert.equal((await list(jun)).me.unread, 2);
        const { message } = await mina.connection.call('message.send', { room, client_id: uuid7(), text: 'one more' });
        assert.deepEqual(await jun.connection.call('room.read', { room, seq: message.seq - 1 }),
            { read_seq: message.seq - 1, unread: 1 });
    });

    test('a new room, and somebody who leaves it', async () => {
        const { mina, jun, room } = await pair('Garden');
        const { room: seen } = await jun.connection.event('room.changed', event => event.room.id === room);
        assert.equal(seen.title, 'Garden');
        assert.equal(seen.me?.role, 'member');
        const second = await login(0, jun);
        await jun.connection.call('room.leave', { room });
        const { member, left } = await mina.connection.event('member.changed', event => event.room === room && event.left);
        assert.deepEqual([member.user.id, left], [jun.user.id, true]);
        await second.connection.event('room.removed', event => event.room === room && event.reason === 'left');
        for (const { connection } of [jun, second])
            for (const [method, params] of [['room.get', {}], ['message.history', {}],
                ['message.send', { client_id: uuid7(), text: 'still here?' }]])
                await assert.rejects(connection.call(method, { room, ...params }), error => error.code === 404, method);
        const { message } = await mina.connection.call('message.send', { room, client_id: uuid7(), text: 'among ourselves' });
        await mina.connection.event('message.created', event => event.message.seq === message.seq);
        await pause(500);
        for (const { connection } of [jun, second])
            assert.ok(!connection.events.some(({ method }) => method === 'message.created'));
        const { members } = await mina.connection.call('room.get', { room });
        assert.deepEqual(members.map(({ user }) => user.id), [mina.user.id]);
    });

    test('a direct room made by both at once is one', async () => {
        for (let i = 0; i < 5; i++) {
            const [mina, jun] = [await signUp(at(0), 'Mina'), await signUp(at(1), 'Jun')];
            const made = await Promise.all([
                mina.connection.call('room.create', { kind: 'direct', user: jun.user.id }),
                jun.connection.call('room.create', { kind: 'direct', user: mina.user.id }),
            ]);
            assert.equal(made[0].room.id, made[1].room.id);
            const room = made[0].room.id;
            const sent = await Promise.all([mina, jun].map(({ connection }) =>
                connection.call('message.send', { room, client_id: uuid7(), text: 'hello' })));
            assert.deepEqual(sent.map(({ message }) => message.seq).sort(), [1, 2]);
            for (const { connection } of [mina, jun])
                for (const { message } of sent)
                    await connection.event('message.created', event => event.message.seq === message.seq);
        }
    });

    test('a group asked for twice, at two servers, is one', async () => {
        const mina = await signUp(at(0), 'Mina');
        const there = await login(1, mina);
        const params = { kind: 'group', title: 'Once', members: [], client_id: uuid7() };
        const made = await Promise.all([mina, there].map(({ connection }) => connection.call('room.create', params)));
        assert.equal(made[0].room.id, made[1].room.id);
    });

    test('a handle is taken everywhere', async () => {
        const handle = `once_${uuid7().slice(-12)}`;
        const [first, second] = [await Connection.open(at(0)), await Connection.open(at(1))];
        const answers = await Promise.all([first, second].map(connection =>
            connection.call('auth.register', { handle, password, name: 'Mina', device }).catch(error => error)));
        assert.equal(answers.filter(({ code }) => code === 409).length, 1, JSON.stringify(answers));
        assert.equal(answers.filter(({ tokens }) => tokens).length, 1);
    });

    test('a token of one server is good at the other', async () => {
        const mina = await signUp(at(0), 'Mina');
        const connection = await Connection.open(at(1));
        const answer = await connection.call('auth.resume',
            { access_token: mina.tokens.access_token, stream: { id: mina.stream.id, received: 0 } });
        assert.equal(answer.user.id, mina.user.id);
        const { tokens } = await connection.call('auth.refresh', { refresh_token: mina.tokens.refresh_token });
        const back = await Connection.open(at(0));
        assert.equal((await back.call('auth.resume', { access_token: tokens.access_token })).session, mina.tokens.session);
        // A spent refresh token that is spent again, at the other server, ends the session everywhere.
        await assert.rejects(back.call('auth.refresh', { refresh_token: mina.tokens.refresh_token }), error => error.code === 401);
        for (const one of [mina.connection, connection, back])
            assert.equal((await one.closed).code, 4002);
    });

    describe('a session that is ended', () => {
        // `end` ends the session of a second device, which is at the other server and in the middle of what is said.
        const ends = async (end, reason) => {
            const { mina, jun, room } = await pair();
            const second = await login(0, jun);
            await second.connection.call('room.list', { limit: 10 });
            const begun = new Map();
            let talking = true;
            const talk = (async () => {
                while (talking) {
                    const text = uuid7();
                    begun.set(text, Date.now());
                    await mina.connection.call('message.send', { room, client_id: uuid7(), text });
                    await pause(30);
                }
            })();
            await second.connection.event('message.created');
            let closedAt;
            second.connection.closed.then(() => closedAt = Date.now());
            const heard = [];
            second.connection.listeners.add(({ method, params }) => {
                if (method === 'message.created')
                    heard.push({ at: Date.now(), text: params.message.text });
            });
            await end(jun, second);
            const ended = Date.now();
            const { code } = await second.connection.closed;
            assert.equal(code, 4002);
            assert.ok(closedAt - ended < SOON_MS, `its socket was closed after ${closedAt - ended} ms`);
            const after = begun.size;
            await until(() => begun.size > after + 5, 'nobody talks any more');
            talking = false;
            await talk;
            const late = heard.filter(({ text }) => begun.get(text) > ended + SOON_MS);
            assert.deepEqual(late, [], 'it was told what was said after that');
            assert.equal((await second.connection.event('session.ending')).reason, reason);
            for (const index of [0, 1]) {
                const again = await Connection.open(at(index));
                await assert.rejects(again.call('auth.resume', { access_token: second.tokens.access_token }),
                    error => error.code === 401);
                await assert.rejects(again.call('auth.refresh', { refresh_token: second.tokens.refresh_token }),
                    error => error.code === 401);
                again.socket.terminate();
            }
            // … and the other device stays.
            await jun.connection.call('user.me');
            mina.connection.socket.terminate();
        };

        test('by revoking it', () => ends((jun, second) =>
            jun.connection.call('auth.revoke', { session: second.tokens.session }), 'revoked'));

        test('by a new password', () => ends(jun =>
            jun.connection.call('auth.change_password', { old: password, new: `${password}, and dawn` }), 'password_changed'));
    });

    test('nothing was said on the servers that should not be', async () => {
        for (const { server } of cluster.members)
            assert.doesNotMatch(server.log, /^\S+ (error|critical)/m);
        await cluster.stop();
    });
});

test('whoever was at a server that died is offline, and looks at nothing', { timeout: 60_000 }, async () => {
    const cluster = await Cluster.start(services, 2);
    try {
        const [mina, jun] = [await signUp(cluster.members[0].url, 'Mina'), await signUp(cluster.members[1].url, 'Jun')];
        const { room: { id: room } } = await mina.connection.call('room.create',
            { kind: 'group', title: 'Pair', members: [jun.user.id] });
        await mina.connection.call('room.enter', { room });
        await jun.connection.call('room.enter', { room });
        const count = async () => (await mina.connection.call('room.viewers', { room })).count;
        await until(async () => await count() === 2, 'the one at the other server is no viewer');
        await cluster.kill(1);
        await mina.connection.event('presence.changed',
            ({ user, state }) => user === jun.user.id && state === 'offline', 30_000);
        await until(async () => await count() === 1, 'somebody who is gone still looks at the room');
        const back = await Connection.open(cluster.members[0].url);
        await back.call('auth.resume', { access_token: jun.tokens.access_token });
        await until(async () => (await mina.connection.call('presence.get', { users: [jun.user.id] })).states[0].state === 'online',
            'somebody who came back to the other server is not online');
        await cluster.up(1);
        await cluster.stop();
    } finally {
        await cluster.abandon();
    }
});

test('one login in all: two at once, at two servers, leave one', { timeout: 60_000 }, async () => {
    const cluster = await Cluster.start(services, 2, { args: ['--duplicate-logins', 'one'] });
    try {
        const mina = await signUp(cluster.members[0].url, 'Mina');
        const logins = await Promise.all([0, 1].map(async index => {
            const connection = await Connection.open(cluster.members[index].url);
            const { tokens } = await connection.call('auth.login', { handle: mina.handle, password, device });
            return { connection, tokens, closed: connection.closed };
        }));
        assert.equal((await mina.connection.closed).code, 4003);
        const { code } = await Promise.race(logins.map(({ closed }) => closed));
        assert.equal(code, 4003);
        await pause(SOON_MS);
        const alive = [];
        for (const { connection, tokens } of logins)
            await connection.call('user.me').then(() => alive.push(tokens), () => {});
        assert.equal(alive.length, 1);
        const third = await signIn(cluster.members[1].url, mina);
        assert.ok(third.tokens.session);
        await cluster.stop();
    } finally {
        await cluster.abandon();
    }
});
