// What is heard of a room that a server cannot read at that moment is told there as soon as it can.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cluster } from './support/cluster.mjs';
import { Connection, device, password, pause, signUp, uuid7 } from './support/connection.mjs';
import { startServices, until } from './support/recordscenario.mjs';

const AWAY_MS = 8_000; // longer than a reading waits for the database

let services;
let cluster;
before(async () => {
    services = await startServices();
    cluster = await Cluster.start(services, 2);
});
after(async () => {
    await cluster?.abandon();
    services?.postgres.killNow();
    services?.redis.killNow();
});

const at = index => cluster.members[index].url;
const send = ({ connection }, room, text) => connection.call('message.send', { room, client_id: uuid7(), text });
const told = (connection, room) => connection.events.filter(({ method, params }) =>
    method === 'message.created' && params.message.room === room).map(({ params }) => params.message.seq);

test('the database is away from one server, which has not read the room', { timeout: 60_000 }, async () => {
    const [mina, jun] = [await signUp(at(0), 'Mina'), await signUp(at(1), 'Jun')];
    const { room: { id: room } } = await mina.connection.call('room.create',
        { kind: 'group', title: 'Unread', members: [jun.user.id] });
    await send(mina, room, 'first');
    await cluster.terminate(1);
    await cluster.up(1); // with nothing in memory
    const connection = await Connection.open(at(1));
    await connection.call('auth.login', { handle: jun.handle, password, device });
    cluster.members[1].postgres.cut();
    await pause(100);
    const seqs = [];
    for (let i = 0; i < 5; i++)
        seqs.push((await send(mina, room, `meanwhile ${i}`)).message.seq);
    await pause(AWAY_MS);
    assert.deepEqual(told(connection, room), [], 'it was told: the room could be read');
    cluster.members[1].postgres.pass();
    await until(() => told(connection, room).length >= seqs.length, 'what was said meanwhile is not told');
    seqs.push((await send(mina, room, 'afterwards')).message.seq);
    await until(() => told(connection, room).length >= seqs.length, 'what is said afterwards is not told');
    assert.deepEqual(told(connection, room), seqs);
    connection.socket.terminate();
    await until(() => signUp(at(1), 'Somebody').then(() => true, () => false), 'the server does not write again');
});

test('who is in the room changes faster than it can be read', { timeout: 120_000 }, async () => {
    const jun = await signUp(at(1), 'Jun');
    const crowd = [];
    for (let i = 0; i < 45; i++)
        crowd.push(await signUp(at(0), `Somebody ${i}`));
    cluster.members[1].postgres.slow(8);
    for (const mina of crowd.slice(0, 3)) {
        const others = crowd.filter(person => person !== mina);
        const { room: { id: room } } = await mina.connection.call('room.create',
            { kind: 'group', title: 'Leaving', members: [jun.user.id, ...others.map(({ user }) => user.id)] });
        const seqs = [(await send(mina, room, 'first')).message.seq];
        await until(() => told(jun.connection, room).length === 1, 'the first message is not told');
        const leaving = (async () => {
            for (const { connection } of others)
                await connection.call('room.leave', { room });
        })();
        for (let i = 0; i < 3; i++) {
            await pause(i === 0 ? 60 : 20);
            seqs.push((await send(mina, room, `meanwhile ${i}`)).message.seq);
        }
        await leaving;
        await until(() => told(jun.connection, room).length >= seqs.length, 'what was said meanwhile is not told');
        assert.deepEqual(told(jun.connection, room), seqs);
        const gone = () => new Set(jun.connection.events.filter(({ method, params }) =>
            method === 'member.changed' && params.room === room && params.left).map(({ params }) => params.member.user.id));
        await until(() => gone().size === others.length, 'not everybody who left is told');
    }
    cluster.members[1].postgres.pass();
});
