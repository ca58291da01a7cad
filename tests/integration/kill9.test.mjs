// The server is killed 20 times in the middle of traffic. Whatever it had told anyone by then must be true afterwards:
// the four first invariants of docs/ARCHITECTURE.md, "What may never happen".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Disconnected, pause, signUp, uuid7 } from './support/connection.mjs';
import { Replica, history, plain } from './support/replica.mjs';
import { Server } from './support/server.mjs';

const KILLS = 20;
const SENDERS = 8;
const ROOMS = 4;
const IN_FLIGHT = 6; // of each sender

let server;
let stopping = false;
const senders = [];
const outcomes = new Map(); // client_id: {sender, room, text, seq?, acks, edit?, deleted?, reaction?}
let acknowledged = 0;
let resent = 0;
let sleeper, sleeperKnew;

const random = below => Math.floor(Math.random() * below);
const words = ['안녕', '내일', 'see you', '마당', 'courtyard', '👋🏽', '일곱 시', 'ㅋㅋㅋ', '\n', 'ok'];
const phrase = () => `${Array.from({ length: 1 + random(12) }, () => words[random(words.length)]).join(' ')} ${random(1e9)}`;

// Asks until there is an answer: over again after a break, with the same parameters each time.
async function insist(sender, method, params) {
    for (let attempt = 0; ; attempt++) {
        try {
            await sender.ready;
            const result = await sender.replica.connection.call(method, params);
            resent += attempt > 0 ? 1 : 0;
            return result;
        } catch (error) {
            if (error.code === 429 || error.code === 503)
                await pause(error.data.retry_after_ms ?? 50);
            else if (error instanceof Disconnected)
                await pause(5);
            else
                throw error;
        }
    }
}

async function sendOne(sender) {
    const message = { sender, room: rooms[random(rooms.length)], text: phrase().trim(), acks: [] };
    const client_id = uuid7();
    outcomes.set(client_id, message);
    const answer = await insist(sender, 'message.send', { room: message.room, client_id, text: message.text });
    acknowledged++;
    message.seq = answer.message.seq;
    assert.equal(answer.message.client_id, client_id);
    const fate = random(10);
    // An edit or deletion whose answer was lost is asked for again, so it may count twice: the last word is the same.
    if (fate === 0) {
        message.edit = phrase().trim();
        const edited = await insist(sender, 'message.edit', { room: message.room, seq: message.seq, text: message.edit });
        assert.equal(edited.message.text, message.edit);
    } else if (fate === 1) {
        await insist(sender, 'message.delete', { room: message.room, seq: message.seq });
        message.deleted = true;
    } else if (fate === 2) {
        message.reaction = '👋🏽';
        const { message: reacted } = await insist(sender, 'message.react',
            { room: message.room, seq: message.seq, emoji: message.reaction, on: true });
        assert.deepEqual(reacted.reactions, [{ emoji: message.reaction, count: 1, mine: true }]);
    }
}

async function chatter(sender) {
    while (!stopping) {
        await sendOne(sender);
        await pause(random(60));
    }
}

// Keeps one person connected through all kills, and awake in between to mend what the stream of events left open.
function keepConnected(sender) {
    const connect = async () => {
        await sender.replica.connect(server.url);
        sender.replica.connection.closed.then(() => {
            if (!sender.retired)
                sender.ready = connect();
        });
    };
    sender.ready = connect();
    sender.ready.catch(() => {}); // whoever waits for it is told
}

const rooms = [];

before(async () => {
    server = await Server.start();
    const people = [];
    for (let i = 0; i < SENDERS + 1; i++)
        people.push(await signUp(server.url, `Person ${i}`));
    const members = people.map(({ user }) => user.id);
    for (let i = 0; i < ROOMS; i++) {
        const { room } = await people[0].connection.call('room.create',
            { kind: 'group', title: `Room ${i}`, members: members.slice(1) });
        rooms.push(room.id);
    }
    for (const [i, person] of people.entries()) {
        await person.connection.close();
        senders.push({ user: person.user, replica: new Replica(`person ${i}`, person.tokens) });
    }
    sleeper = senders.pop();
    senders.forEach(keepConnected);
    await Promise.all(senders.map(sender => sender.ready));
});
after(() => server?.kill());

test(`survives ${KILLS} kills in mid-traffic`, { timeout: 280_000 }, async t => {
    const traffic = Promise.all(senders.flatMap(sender => Array.from({ length: IN_FLIGHT }, () => chatter(sender))));
    let failed;
    traffic.catch(error => failed = error);
    const { data, port } = server;
    for (let kill = 1; kill <= KILLS; kill++) {
        // Somewhere in the traffic, once it flows again: after a count of acknowledgements, not after a time.
        const goal = acknowledged + 20 + random(120);
        while (acknowledged < goal && !failed)
            await pause(2);
        if (failed)
            throw failed;
        if (kill === 5) {
            await sleeper.replica.connect(server.url);
            sleeperKnew = new Map([...sleeper.replica.rooms].map(([id, { rev }]) => [id, rev]));
            await sleeper.replica.connection.close();
        }
        await server.kill();
        server = await Server.start({ data, port });
    }
    stopping = true;
    await traffic;
    assert.ok(resent > 0, 'no request was ever in flight when the server was killed: nothing was tested');
    t.diagnostic(`${acknowledged} messages acknowledged, ${resent} requests asked again after a kill`);
});

test('1, 2: what was acknowledged is there exactly once, and seq has no holes', async () => {
    const { connection } = senders[0].replica;
    const places = new Map();
    for (const room of rooms) {
        const messages = await history(connection, room);
        assert.deepEqual(messages.map(({ seq }) => seq), messages.map((_, index) => index + 1));
        const { room: { head } } = await connection.call('room.get', { room });
        assert.equal(head.seq, messages.length);
        for (const message of messages.filter(({ kind }) => kind === 'text')) {
            assert.ok(!places.has(message.client_id), `${message.client_id} is there twice`);
            places.set(message.client_id, message);
        }
    }
    for (const [client_id, { sender, room, text, seq, edit, deleted, reaction }] of outcomes) {
        const message = places.get(client_id);
        assert.ok(message, `acknowledged and not there: ${client_id}`);
        assert.equal(message.room, room);
        assert.equal(message.seq, seq);
        assert.equal(message.sender, sender.user.id);
        assert.equal(message.text, deleted ? '' : edit ?? text);
        assert.equal(Boolean(message.deleted_at), Boolean(deleted));
        assert.equal(Boolean(message.edited_at), Boolean(edit));
        assert.deepEqual(message.reactions, reaction && [{ emoji: reaction, count: 1 }]);
    }
    assert.equal(places.size, outcomes.size, 'a message is there that nobody sent');
});

test('2: every reader was told the same order, and nothing that did not last', async () => {
    const { connection } = senders[0].replica;
    for (const room of rooms) {
        const truth = await history(connection, room);
        for (const { replica } of [...senders, sleeper]) {
            for (const [place, identity] of replica.told) {
                const [of, seq] = place.split('/');
                if (of !== room)
                    continue;
                const { sender, client_id, sent_at } = truth[seq - 1] ?? {};
                assert.equal(identity, JSON.stringify([sender, client_id, sent_at]), `${replica.name} was told of ${place}`);
            }
        }
        // Each number of a change means one change to all who were told of it.
        const changes = new Map();
        for (const { replica } of senders)
            for (const [change, content] of replica.revs) {
                assert.equal(changes.get(change) ?? content, content, `readers differ about rev ${change}`);
                changes.set(change, content);
            }
    }
});

test('4: who comes back gets everything that changed, edits, deletions and reactions included', async () => {
    await sleeper.replica.connect(server.url);
    const { connection } = sleeper.replica;
    for (const { replica } of senders)
        await replica.catchUp();
    for (const room of rooms) {
        const truth = await history(connection, room);
        assert.ok(truth.some(({ edited_at, rev }) => edited_at && rev > sleeperKnew.get(room)), 'no edit to miss');
        assert.ok(truth.some(({ deleted_at, rev }) => deleted_at && rev > sleeperKnew.get(room)), 'no deletion to miss');
        assert.ok(truth.some(({ reactions, rev }) => reactions && rev > sleeperKnew.get(room)), 'no reaction to miss');
        for (const { replica } of [...senders, sleeper]) {
            const held = replica.rooms.get(room).messages;
            assert.equal(held.size, truth.length, `${replica.name} misses messages`);
            assert.deepEqual([...held.values()].sort((a, b) => a.seq - b.seq), truth);
        }
        // From any point, not only those where somebody happened to break off.
        const { room: { head } } = await connection.call('room.get', { room });
        for (const since of [0, 1, random(head.rev), random(head.rev), head.rev - 1, head.rev]) {
            const got = [];
            for (let rev = since, more = true; more;) {
                const page = await connection.call('message.changes', { room, since: rev, limit: 150 });
                if (page.reset) {
                    assert.ok(head.rev - since > 2000, 'told to reload for no reason');
                    break;
                }
                got.push(...page.messages.map(plain));
                ({ rev, more } = page);
                if (!more)
                    assert.deepEqual(got, truth.filter(message => message.rev > since).sort((a, b) => a.rev - b.rev));
            }
        }
    }
});

test('3: sending again returns the first seq; with another body it is refused', { timeout: 120_000 }, async () => {
    const heads = new Map();
    const head = async room => (await sleeper.replica.connection.call('room.get', { room })).room.head;
    for (const room of rooms)
        heads.set(room, await head(room));
    const sample = [...outcomes].filter(() => random(outcomes.size) < 240);
    await Promise.all(senders.map(async sender => {
        for (const [client_id, { room, text, seq }] of sample.filter(([, message]) => message.sender === sender)) {
            const again = await insist(sender, 'message.send', { room, client_id, text });
            assert.equal(again.message.seq, seq);
            await assert.rejects(insist(sender, 'message.send', { room, client_id, text: `${text}!` }),
                error => error.code === 409);
            const elsewhere = rooms[(rooms.indexOf(room) + 1) % rooms.length];
            await assert.rejects(insist(sender, 'message.send', { room: elsewhere, client_id, text }),
                error => error.code === 409);
        }
    }));
    for (const room of rooms)
        assert.deepEqual(await head(room), heads.get(room), 'sending again changed the room');
});

test('leaves a sound database', async () => {
    for (const sender of [...senders, sleeper]) {
        sender.retired = true;
        await sender.replica.connection.close();
    }
    const { code } = await server.stop();
    assert.equal(code, 0);
    server = await Server.start({ data: server.data, port: server.port });
    await sleeper.replica.connect(server.url);
    for (const room of rooms)
        assert.equal((await history(sleeper.replica.connection, room)).length, sleeper.replica.rooms.get(room).messages.size);
});
