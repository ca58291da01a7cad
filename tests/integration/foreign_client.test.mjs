// The JSON-RPC client of the npm package rpc-websockets, which knows nothing of Madang, can do what ours can.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from 'rpc-websockets';
import { device, password, uuid7 } from './support/connection.mjs';
import { Server } from './support/server.mjs';

let server, mina, jun;

function connect() {
    return new Promise((resolve, reject) => {
        const client = new Client(server.url, { reconnect: false });
        client.on('open', () => resolve(client));
        client.on('error', reject);
    });
}

function next(client, event, matches = () => true) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no ${event}`)), 15_000);
        const listener = params => {
            if (!matches(params))
                return;
            clearTimeout(late);
            client.removeListener(event, listener);
            resolve(params);
        };
        client.on(event, listener);
    });
}

before(async () => {
    server = await Server.start();
    mina = await connect();
    jun = await connect();
});
after(async () => {
    mina?.close();
    jun?.close();
    await server?.stop();
});

let minaUser, junUser, room;

test('asks what the server is', async () => {
    const info = await mina.call('server.info');
    assert.equal(info.protocol, 'madang.v1');
    assert.equal(info.limits.text, 4000);
    assert.equal(info.registration, 'open');
    assert.ok(Math.abs(info.now_at - Date.now()) < 60_000);
});

test('is described to by an OpenRPC document', async () => {
    const document = await mina.call('rpc.discover');
    assert.match(document.openrpc, /^1\./);
    const names = document.methods.map(method => method.name);
    for (const name of ['server.info', 'rpc.discover', 'auth.register', 'auth.login', 'auth.refresh', 'auth.resume',
        'auth.logout', 'auth.sessions', 'auth.revoke', 'auth.change_password', 'auth.delete_account', 'user.me',
        'user.get', 'user.search', 'room.create', 'room.list', 'room.get', 'room.leave', 'room.set_expiry', 'room.read', 'room.typing',
        'message.send', 'message.edit', 'message.delete', 'message.history', 'message.changes'])
        assert.ok(names.includes(name), `rpc.discover lacks ${name}`);
    assert.equal(new Set(names).size, names.length);
    const send = document.methods.find(method => method.name === 'message.send');
    assert.deepEqual(send.params.filter(param => param.required).map(param => param.name).sort(),
        ['client_id', 'room', 'text']);
});

test('registers', async () => {
    minaUser = (await mina.call('auth.register', { handle: 'mina', password, name: '미나', device })).user;
    junUser = (await jun.call('auth.register', { handle: 'jun', password, name: 'Jun', device })).user;
    assert.equal(minaUser.name, '미나');
    assert.equal(junUser.kind, 'person');
});

test('is told why a registration is refused', async () => {
    const other = await connect();
    await assert.rejects(other.call('auth.register', { handle: 'MINA', password, name: 'Mina', device }),
        error => error.code === 409 || error.code === 422);
    await assert.rejects(other.call('auth.register', { handle: 'someone', password: 'short', name: 'S', device }),
        error => error.code === 422 && error.data.field === 'password');
    await assert.rejects(other.call('auth.register', { handle: 'someone', password, name: 'S', device: { name: 'x' } }),
        error => error.code === -32602 && error.data.field === 'device.kind');
    await assert.rejects(other.call('no.such.method'), error => error.code === -32601);
    await assert.rejects(other.call('user.me'), error => error.code === 401);
    other.close();
});

test('finds a person and opens a room with them', async () => {
    const { users } = await mina.call('user.search', { query: 'jun', limit: 10 });
    assert.deepEqual(users.map(user => user.id), [junUser.id]);
    const told = next(jun, 'room.changed', params => params.room.peer?.id === minaUser.id);
    room = (await mina.call('room.create', { kind: 'direct', user: junUser.id })).room;
    assert.equal(room.peer.id, junUser.id);
    assert.equal((await told).room.id, room.id);
});

test('sends and receives', async () => {
    const client_id = uuid7();
    const received = next(jun, 'message.created', params => params.message.client_id === client_id);
    const { message } = await mina.call('message.send', { room: room.id, client_id, text: '  내일 일곱 시에 봐 👋 ' });
    assert.equal(message.text, '내일 일곱 시에 봐 👋');
    assert.equal(message.seq, 1);
    const event = await received;
    assert.deepEqual(event.message, message);

    const answered = next(mina, 'message.created', params => params.message.sender === junUser.id);
    await jun.call('message.send', { room: room.id, client_id: uuid7(), text: 'See you at seven', reply_to: 1 });
    assert.equal((await answered).message.reply_to, 1);

    const { messages } = await jun.call('message.history', { room: room.id });
    assert.deepEqual(messages.map(({ seq, text }) => [seq, text]), [[1, '내일 일곱 시에 봐 👋'], [2, 'See you at seven']]);
});

test('edits, deletes, reads and is seen typing', async () => {
    const changed = next(jun, 'message.changed', params => params.message.text === '내일 여덟 시에 봐');
    const edited = (await mina.call('message.edit', { room: room.id, seq: 1, text: '내일 여덟 시에 봐' })).message;
    assert.equal((await changed).message.rev, edited.rev);
    assert.ok(edited.edited_at);

    const gone = next(mina, 'message.changed', params => params.message.seq === 2);
    await jun.call('message.delete', { room: room.id, seq: 2 });
    const deleted = (await gone).message;
    assert.equal(deleted.text, '');
    assert.ok(deleted.deleted_at);

    const read = next(jun, 'read.changed', params => params.user === minaUser.id);
    assert.deepEqual(await mina.call('room.read', { room: room.id, seq: 99 }), { read_seq: 2, unread: 0 });
    assert.equal((await read).seq, 2);

    const typing = next(mina, 'typing.changed', params => params.on);
    await jun.call('room.typing', { room: room.id, on: true });
    assert.deepEqual(await typing, { room: room.id, user: junUser.id, on: true });
});
