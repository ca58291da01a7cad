// SIGTERM: no new work, everything pending answered, everybody told when to come back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection, Disconnected, signUp, uuid7 } from './support/connection.mjs';
import { history } from './support/replica.mjs';
import { Server } from './support/server.mjs';

const PEOPLE = 10;
const EACH = 20;
let server, room;
const people = [];

before(async () => {
    server = await Server.start();
    for (let i = 0; i < PEOPLE; i++)
        people.push(await signUp(server.url));
    ({ room } = await people[0].connection.call('room.create',
        { kind: 'group', title: 'Drain', members: people.slice(1).map(({ user }) => user.id) }));
});
after(() => server?.stop());

const sent = [];

test('answers what is pending, says when to return, and ends with 0', async () => {
    for (const { connection, user } of people)
        for (let i = 0; i < EACH; i++) {
            const client_id = uuid7();
            const answer = connection.call('message.send', { room: room.id, client_id, text: `${user.id} ${i}` });
            sent.push(answer.then(({ message }) => ({ client_id, message }), error => ({ client_id, error })));
        }
    const idle = await Connection.open(server.url);
    await idle.call('server.info');
    const { code, signal } = await server.stop();
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    for (const connection of [...people.map(person => person.connection), idle]) {
        const { code, reason } = await connection.closed;
        assert.equal(code, 1001);
        assert.match(reason, /^retry_after_ms=\d+$/);
    }
    for (const { connection } of people)
        assert.ok(connection.events.some(({ method, params }) => method === 'session.ending' && params.retry_after_ms >= 0));
});

test('every request that the server had taken was answered', async () => {
    const outcomes = await Promise.all(sent);
    const unanswered = outcomes.filter(({ error }) => error instanceof Disconnected);
    assert.equal(unanswered.length, 0, `${unanswered.length} of ${outcomes.length} without an answer`);
    for (const { error } of outcomes)
        if (error) {
            assert.equal(error.code, 503, error.message);
            assert.ok(error.data.retry_after_ms >= 0);
        }
});

test('a second start at once serves what was acknowledged', async () => {
    server = await Server.start({ data: server.data, port: server.port });
    const connection = await Connection.open(server.url);
    await connection.call('auth.resume', { access_token: people[0].tokens.access_token });
    const there = new Map((await history(connection, room.id)).map(message => [message.client_id, message]));
    const acknowledged = (await Promise.all(sent)).filter(({ message }) => message);
    for (const { client_id, message } of acknowledged)
        assert.deepEqual(there.get(client_id), message);
    // Sending the others again completes the room, without doubles.
    for (const { client_id, error } of await Promise.all(sent))
        assert.equal(there.has(client_id), !error);
});

test('SIGINT drains as well', async () => {
    server.child.kill('SIGINT');
    assert.deepEqual(await server.ended, { code: 0, signal: null });
    server = await Server.start({ data: server.data, port: server.port });
});
