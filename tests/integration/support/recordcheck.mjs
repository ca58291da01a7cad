// The invariants of docs/ARCHITECTURE.md, "What may never happen", held against everything that anyone was ever told:
// over all servers, in the database, and in every device.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { Connection, RpcError, pause } from './connection.mjs';
import { pick, random } from './recordtraffic.mjs';

const SAMPLE = 100; // of the messages that are sent again
const SETTLE_MS = 15_000;
const GONE_MS = 3_000; // how long what is not a message may still be on its way to somebody who left

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32
const number = id => [...id.slice(1)].reduce((value, digit) => value * 32n + BigInt(ALPHABET.indexOf(digit)), 0n).toString();
const short = value => String(JSON.stringify(value)).slice(0, 300);

// Traffic has stopped, and all is as it was before it was damaged. Checks everything, and fails with what was found.
// `gone`: in ms, as GONE_MS; a server that was frozen tells later what it had decided before.
export async function verify(world, { gone = GONE_MS } = {}) {
    const readers = new Readers(world);
    try {
        const truth = new Map();
        for (const { id } of world.rooms.values())
            truth.set(id, await readers.history(0, id));
        await settle(world, truth);
        checkRooms(world, truth);
        await checkServers(world, readers, truth);
        await checkDatabase(world, truth);
        checkDevices(world, truth);
        checkGone(world, gone);
        await checkMarks(world, readers, truth);
        await checkOutside(world, readers);
        await checkRepeats(world, readers);
    } finally {
        readers.close();
    }
    report(world);
}

export function report(world) {
    const { violations } = world;
    assert.equal(violations.length, 0,
        `${violations.length} found:\n${violations.slice(0, 25).join('\n')}\n${violations.length ? world.cluster.logs() : ''}`);
}

// One line on what went on.
export function summary(world) {
    const total = name => world.devices.reduce((sum, { tally }) => sum + tally[name], 0);
    const waits = world.acknowledgements.map(({ waited }) => waited).sort((a, b) => a - b);
    return `${waits.length} messages acknowledged (half of them within ${waits[waits.length >> 1]} ms, all within ${waits.at(-1)}), `
        + `${world.deliveries.length} deliveries, ${total('connects')} connections, ${total('resumed')} resumed, `
        + `${total('renewed')} renewed, ${total('reloads')} reloads, ${total('holes')} holes in what was told`;
}

// Connections of members to each server, for reading.
class Readers {
    constructor(world) {
        this.world = world;
        this.connections = new Map(); // "server/user"
    }

    async as(server, device) {
        const key = `${server}/${device.user.id}`;
        if (!this.connections.has(key)) {
            const connection = await Connection.open(this.world.cluster.members[server].url);
            this.connections.set(key, connection);
            await connection.call('auth.resume', { access_token: device.tokens.access_token });
        }
        return this.connections.get(key);
    }

    member(room) {
        return this.world.devices.find(({ user, over }) => !over && this.world.isMember(room, user.id));
    }

    async history(server, room) {
        const connection = await this.as(server, this.member(room));
        const all = [];
        for (let after = 0; ;) {
            const page = await patiently(() => connection.call('message.history', { room, after, limit: 100 }));
            all.push(...page.messages);
            if (!page.has_after)
                return all;
            after = page.messages.at(-1).seq;
        }
    }

    close() {
        for (const { socket } of this.connections.values())
            socket.terminate();
    }
}

// A rate is a limit, and who is unable for a moment says so: neither is a fault.
async function patiently(act) {
    for (const until = Date.now() + SETTLE_MS; ;) {
        try {
            return await act();
        } catch (error) {
            if (!(error instanceof RpcError) || (error.code !== 429 && (error.code !== 503 || Date.now() > until)))
                throw error;
            await pause((error.data.retry_after_ms ?? 50) + random(100));
        }
    }
}

const devicesOf = (world, room) => world.devices.filter(({ user, over, retired }) =>
    !over && !retired && world.isMember(room, user.id));

// What is on its way arrives. Whoever misses something after that is not waiting for it.
async function settle(world, truth) {
    const until = Date.now() + SETTLE_MS;
    const late = () => world.devices.some(device => !device.over && !device.retired && (!device.gate.isOpen || device.behind))
        || [...truth].some(([room, messages]) => devicesOf(world, room).some(({ rooms }) =>
            rooms.get(room)?.messages.size !== messages.length
            || messages.some(({ seq, rev }) => rooms.get(room).messages.get(seq)?.rev !== rev)));
    while (late() && Date.now() < until)
        await pause(20);
    for (const device of world.devices)
        if (!device.over && !device.retired && (!device.gate.isOpen || device.behind))
            world.wrong(`4: ${device.name} has not come back`);
}

// 1, 2: each acknowledged message once, with the seq that its sender was told; seq 1, 2, 3 …; nothing that nobody sent.
function checkRooms(world, truth) {
    const places = new Map();
    for (const [room, messages] of truth) {
        const revs = new Set();
        for (const [index, message] of messages.entries()) {
            if (message.seq !== index + 1)
                return world.wrong(`2: ${room} has ${short(messages.map(({ seq }) => seq).slice(Math.max(0, index - 3), index + 3))}`);
            if (revs.has(message.rev))
                world.wrong(`2: two messages of ${room} have rev ${message.rev}`);
            revs.add(message.rev);
            if (message.kind !== 'text')
                continue;
            if (places.has(message.client_id))
                world.wrong(`1: ${message.client_id} is there twice: ${short([places.get(message.client_id), message])}`);
            places.set(message.client_id, message);
        }
    }
    for (const [client_id, { sender, room, text, seq, edits, deleting, deleted, abandoned }] of world.outcomes) {
        const message = places.get(client_id);
        places.delete(client_id);
        if (!message) {
            if (seq !== undefined)
                world.wrong(`1: acknowledged as ${room}/${seq}, and not there: ${client_id}`);
            continue;
        }
        if (message.room !== room || message.sender !== sender || (seq !== undefined && message.seq !== seq))
            world.wrong(`1: acknowledged as ${room}/${seq} of ${sender}, and there it is ${short(message)}`);
        // Whoever left in mid-change does not know what became of it.
        const now = abandoned ? [text, ...edits, ''] : deleted ? [''] : [edits.at(-1) ?? text];
        if (!now.includes(message.text))
            world.wrong(`1: ${room}/${message.seq} is not ${short(now)} but ${short(message)}`);
        if (!abandoned && Boolean(message.deleted_at) !== Boolean(deleted ?? deleting))
            world.wrong(`1: ${room}/${message.seq} was ${deleted ? '' : 'not '}deleted, and is ${short(message)}`);
    }
    for (const message of places.values())
        world.wrong(`1: nobody sent ${short(message)}`);
}

// 2: every server tells the same, by history and by changes, from any point.
async function checkServers(world, readers, truth) {
    for (const { index } of world.cluster.members)
        for (const [room, messages] of truth) {
            const there = await readers.history(index, room);
            const differs = messages.findIndex((message, at) => !isDeepStrictEqual(message, there[at]));
            if (differs >= 0 || there.length !== messages.length)
                world.wrong(`2: server ${index} has ${there.length} messages in ${room}, server 0 has ${messages.length}: `
                    + `${short(there[differs])} instead of ${short(messages[differs])}`);
            const connection = await readers.as(index, readers.member(room));
            const { room: { head } } = await patiently(() => connection.call('room.get', { room }));
            const rev = Math.max(0, ...messages.map(message => message.rev));
            if (head.seq !== messages.length || head.rev < rev)
                world.wrong(`2: server ${index} says that ${room} is at ${short(head)}, it is at ${messages.length}, ${rev}`);
            for (const since of [0, random(head.rev + 1), Math.max(0, head.rev - 1)])
                await checkChanges(world, connection, index, room, since, messages);
        }
}

// 4: whoever comes back from `since` gets all that changed, or is told to reload.
async function checkChanges(world, connection, index, room, since, messages) {
    const got = [];
    for (let rev = since, more = true; more;) {
        const page = await patiently(() => connection.call('message.changes', { room, since: rev, limit: 150 }));
        if (page.reset) {
            if (page.head.rev - since <= 2000)
                world.wrong(`4: server ${index} tells to reload ${room} from ${since}, it is at ${page.head.rev}`);
            return;
        }
        got.push(...page.messages);
        ({ rev, more } = page);
    }
    const wanted = messages.filter(({ rev }) => rev > since).sort((a, b) => a.rev - b.rev);
    const differs = wanted.findIndex((message, at) => !isDeepStrictEqual(message, got[at]));
    if (differs >= 0 || got.length !== wanted.length)
        world.wrong(`4: changes of ${room} since ${since} by server ${index}: ${got.length} instead of ${wanted.length}, `
            + `${short(got[differs])} instead of ${short(wanted[differs])}`);
}

// 1: what Redis held has reached the database, and nothing else.
async function checkDatabase(world, truth) {
    await world.cluster.flushed();
    const rows = await world.cluster.query(`SELECT room_id::text AS room, seq, rev, sender_id::text AS sender,
        encode(client_id, 'hex') AS client_id, text, deleted_at <> 0 AS deleted, edited_at <> 0 AS edited
        FROM messages ORDER BY room_id, seq`);
    const stored = new Map();
    for (const row of rows)
        stored.set(`${row.room}/${row.seq}`, row);
    for (const [room, messages] of truth)
        for (const message of messages) {
            const place = `${number(room)}/${message.seq}`;
            const row = stored.get(place);
            stored.delete(place);
            if (!row || row.rev !== message.rev || row.text !== message.text || row.sender !== number(message.sender)
                || row.client_id !== message.client_id.replaceAll('-', '') || row.deleted !== Boolean(message.deleted_at)
                || row.edited !== Boolean(message.edited_at))
                world.wrong(`1: the database has ${short(row)} for ${short(message)}`);
        }
    for (const row of stored.values())
        world.wrong(`1: the database alone has ${short(row)}`);
}

// 2, 4: every device that is there has all there is, and was never told of anything that did not last.
function checkDevices(world, truth) {
    for (const [room, messages] of truth)
        for (const device of devicesOf(world, room)) {
            if (!device.rooms.has(room))
                world.wrong(`4: ${device.name} was never told of ${room}, where it is`);
            const held = device.rooms.get(room)?.messages ?? new Map();
            const differs = messages.find(message => !isDeepStrictEqual(message, held.get(message.seq)));
            if (differs || held.size !== messages.length)
                world.wrong(`4: ${device.name} has ${held.size} of ${messages.length} messages of ${room}: `
                    + `${short(held.get(differs?.seq))} instead of ${short(differs)}; it was told `
                    + `${JSON.stringify(device.told.filter(told => told.room === room).slice(0, 6))}`);
        }
    for (const [place, identity] of world.places) {
        const [room, seq] = place.split('/');
        const { sender, client_id, sent_at } = truth.get(room)?.[seq - 1] ?? {};
        if (truth.has(room) && identity !== JSON.stringify([sender, client_id, sent_at]))
            world.wrong(`2: somebody was told that ${place} is ${identity}, it is ${short(truth.get(room)[seq - 1])}`);
    }
}

// 5: whoever left was told nothing that was begun after that.
function checkGone(world, gone) {
    const deletions = new Map();
    for (const { seq, room, deleting } of world.outcomes.values())
        if (deleting)
            deletions.set(`${room}/${seq}`, deleting);
    for (const device of world.devices)
        for (const { at, room, method, text, seq, deleted } of device.told) {
            const left = world.rooms.get(room)?.left.get(device.user.id);
            if (left === undefined || at < left || method === 'room.removed')
                continue;
            const begun = deleted ? deletions.get(`${room}/${seq}`) : world.begun.get(text);
            if (begun > left)
                world.wrong(`5: ${device.name} was told ${method} of ${room}/${seq}, which began ${begun - left} ms after it left`);
            else if (text === undefined && at > left + gone)
                world.wrong(`5: ${device.name} was told ${method} of ${room}, ${at - left} ms after it left`);
        }
}

// Read marks and unread counts are the same on every server, and right.
async function checkMarks(world, readers, truth) {
    for (const { index } of world.cluster.members)
        for (const device of world.devices.filter(({ over }) => !over)) {
            const connection = await readers.as(index, device);
            const { rooms } = await patiently(() => connection.call('room.list', { limit: 100 }));
            for (const { id, me, head } of rooms.filter(room => truth.has(room.id))) {
                const mark = world.reads.get(`${id}/${device.user.id}`) ?? 0;
                const messages = truth.get(id);
                const unread = messages.filter(({ seq, sender, kind }) =>
                    seq > me.read_seq && kind === 'text' && sender !== device.user.id).length;
                if (me.read_seq !== mark || me.unread !== unread || head.seq !== messages.length)
                    world.wrong(`marks: server ${index} tells ${device.name} ${short({ id, me, head })}; `
                        + `it read up to ${mark} of ${messages.length}, ${unread} are unread`);
            }
        }
}

// 5: who is not in a room gets nothing of it from any server.
async function checkOutside(world, readers) {
    for (const { index } of world.cluster.members)
        for (const device of world.devices.filter(({ over }) => !over)) {
            const connection = await readers.as(index, device);
            const { rooms } = await patiently(() => connection.call('room.list', { limit: 100 }));
            for (const { id, title } of rooms)
                if (!world.rooms.has(id))
                    world.wrong(`3: ${device.name} is in ${id} (${title}), which came of no answered request`);
            for (const { id } of world.rooms.values()) {
                if (world.isMember(id, device.user.id) !== rooms.some(room => room.id === id))
                    world.wrong(`5: server ${index} lists ${short(rooms.map(room => room.id))} for ${device.name}, about ${id}`);
                if (world.isMember(id, device.user.id))
                    continue;
                for (const [method, params] of [['message.history', {}], ['message.changes', { since: 0 }], ['room.get', {}]]) {
                    const answer = await patiently(() => connection.call(method, { room: id, ...params }))
                        .catch(error => error);
                    if (answer.code !== 404)
                        world.wrong(`5: server ${index} answers ${method} of ${id} to ${device.name} with ${short(answer)}`);
                }
            }
        }
}

// 3: sent again, to whichever server, a message is the first one; with another body it is refused. Nothing comes of it.
async function checkRepeats(world, readers) {
    const acknowledged = [...world.outcomes].filter(([, { seq, room, sender }]) => seq && world.isMember(room, sender));
    const sample = acknowledged.filter(() => random(acknowledged.length) < SAMPLE);
    const before = await heads(world, readers);
    const repeat = async (client_id, { device, room, text, seq }) => {
        const connection = await readers.as(random(world.cluster.members.length), device);
        const again = params => patiently(() => connection.call('message.send', { room, client_id, text, ...params }))
            .then(({ message }) => message.seq, error => error.message);
        const answers = [await again({}), await again({ text: `${text}!` })];
        const elsewhere = [...world.rooms.values()].filter(({ id }) => id !== room && world.isMember(id, device.user.id));
        if (elsewhere.length > 0)
            answers.push(await again({ room: pick(elsewhere).id }));
        if (answers[0] !== seq || !answers.slice(1).every(answer => /^message.send: 409 /.test(answer)))
            world.wrong(`3: ${room}/${seq} (${client_id}) sent again, with another body, to another room: ${answers}`);
    };
    await Promise.all(world.devices.map(async device => {
        for (const [client_id, message] of sample.filter(([, { device: sender }]) => sender === device))
            await repeat(client_id, message);
    }));
    const after = await heads(world, readers);
    if (!isDeepStrictEqual(after, before))
        world.wrong(`3: sending again changed ${short(before)} to ${short(after)}`);
}

async function heads(world, readers) {
    const all = {};
    for (const { id } of world.rooms.values())
        all[id] = (await patiently(async () => (await readers.as(0, readers.member(id))).call('room.get', { room: id }))).room.head;
    return all;
}
