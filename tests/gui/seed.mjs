// Fills a server over the wire, as other people's clients would.  node seed.mjs COMMAND URL JSON
//   talk  {people: [handle…], password, count, prefix}  the two take turns; prints {room, last}
//   say   {handle, password, peer, text}                one message to a person; prints {seq}
//   read  {handle, password, peer}                      reads everything a person wrote
//   history {handle, password, peer}                    prints the {texts} of a room's newest messages
//   town  {password}                                    people, rooms and talk for the pictures; prints {people}
//   crowd {handle, password, hosts, each}               many rooms with one person in all of them; prints {rooms}
//   hour  {password, hosts, count, rate}                the hosts of a crowd write into their rooms; prints {seconds}
import { Connection, device, pause, uuid7 } from '../integration/support/connection.mjs';
import { groups, people as townspeople, direct } from './town.mjs';

const [command, url, json] = process.argv.slice(2);
const spec = JSON.parse(json);
const open = [];

async function login(handle, password) {
    const connection = await Connection.open(url);
    open.push(connection);
    const { user } = await connection.call('auth.login', { handle, password, device });
    return { connection, user };
}

async function register(handle, password, name = handle) {
    const connection = await Connection.open(url);
    open.push(connection);
    const { user } = await connection.call('auth.register', { handle, password, name, device });
    return { connection, user };
}

// Asks again when the server says that it was too fast.
async function patiently(person, method, params) {
    for (;;) {
        try {
            return await person.connection.call(method, params);
        } catch (error) {
            if (error.code !== 429)
                throw error;
            await pause(error.data.retry_after_ms + 1);
        }
    }
}

const send = async (person, room, text, more = {}) =>
    (await patiently(person, 'message.send', { room, client_id: uuid7(), text, ...more })).message;

const directRoom = async (person, user) => (await patiently(person, 'room.create', { kind: 'direct', user })).room;

async function findPeer(person, handle) {
    const { users } = await person.connection.call('user.search', { query: handle, limit: 10 });
    return users.find(user => user.handle === handle);
}

// More than a person may make or write in a moment: so they are many, a few at a time.
async function inTurns(count, width, job) {
    let next = 0;
    await Promise.all(Array.from({ length: width }, async () => {
        while (next < count)
            await job(next++);
    }));
}

const host = number => `host${String(number).padStart(3, '0')}`;

const commands = {
    async crowd({ handle, password, hosts, each }) {
        const guest = await findPeer(await register(host(0), password), handle);
        await inTurns(hosts, 4, async number => {
            const person = number === 0 ? await login(host(0), password) : await register(host(number), password);
            for (let i = 0; i < each; i++) {
                const { room } = await patiently(person, 'room.create',
                    { kind: 'group', title: `${i % 2 ? '마당' : 'Courtyard'} ${number}-${i}`, members: [guest.id] });
                await send(person, room.id, `${i % 2 ? '내일 일곱 시에 봐' : 'See you at seven'} (${number}-${i})`);
            }
        });
        return { rooms: hosts * each };
    },

    async hour({ password, hosts, count, rate }) {
        const people = [];
        await inTurns(hosts, 4, async number => {
            const person = await login(host(number), password);
            const { rooms } = await person.connection.call('room.list', { limit: 100 });
            people.push({ ...person, rooms });
        });
        const from = performance.now();
        const sent = [];
        for (let i = 0; i < count; i++) {
            await pause(Math.max(0, from + i * 1000 / rate - performance.now()));
            const person = people[i % people.length];
            const room = person.rooms[Math.floor(i / people.length) % person.rooms.length];
            sent.push(send(person, room.id, `${i}: 장소는 늘 가던 데로 할까? The noodle house by the stream is open till ten.`));
        }
        await Promise.all(sent);
        return { seconds: (performance.now() - from) / 1000 };
    },

    async talk({ people, password, count, prefix }) {
        const two = await Promise.all(people.map(handle => login(handle, password)));
        const room = await directRoom(two[0], two[1].user.id);
        let last;
        for (let i = 1; i <= count; i++)
            last = await send(two[i % 2], room.id, `${prefix} ${i}`);
        return { room: room.id, last: last.seq };
    },

    async say({ handle, password, peer, text }) {
        const person = await login(handle, password);
        const room = await directRoom(person, (await findPeer(person, peer)).id);
        return { seq: (await send(person, room.id, text)).seq };
    },

    async read({ handle, password, peer }) {
        const person = await login(handle, password);
        const room = await directRoom(person, (await findPeer(person, peer)).id);
        return person.connection.call('room.read', { room: room.id, seq: room.head.seq });
    },

    async history({ handle, password, peer }) {
        const person = await login(handle, password);
        const room = await directRoom(person, (await findPeer(person, peer)).id);
        const { messages } = await person.connection.call('message.history', { room: room.id, limit: 100 });
        return { texts: messages.map(message => message.text) };
    },

    async town({ password }) {
        const people = new Map();
        for (const [handle, name] of Object.entries(townspeople)) {
            people.set(handle, await register(handle, password, name));
        }
        const say = async (room, lines) => {
            const said = [];
            for (const [handle, text, fate] of lines) {
                const replyTo = fate?.answers ? { reply_to: said.findLast(one => one.text.startsWith(fate.answers)).seq } : {};
                const message = await send(people.get(handle), room.id, text, replyTo);
                said.push(message);
                const place = { room: room.id, seq: message.seq };
                for (const [reactor, emoji] of fate?.reactions ?? [])
                    await people.get(reactor).connection.call('message.react', { ...place, emoji, on: true });
                if (fate?.pinnedBy)
                    await people.get(fate.pinnedBy).connection.call('message.pin', { ...place, on: true });
                if (fate?.edit)
                    await people.get(handle).connection.call('message.edit', { ...place, text: fate.edit });
                if (fate?.deleted)
                    await people.get(handle).connection.call('message.delete', place);
                for (const reader of fate?.readBy ?? [])
                    await people.get(reader).connection.call('room.read', place);
            }
        };
        for (const { title, members, lines } of groups) {
            const [first, ...others] = members;
            const { room } = await people.get(first).connection.call('room.create',
                { kind: 'group', title, members: others.map(handle => people.get(handle).user.id) });
            await say(room, lines);
        }
        for (const { between: [one, other], lines } of direct)
            await say(await directRoom(people.get(one), people.get(other).user.id), lines);
        return { people: [...people.keys()] };
    },
};

console.log(JSON.stringify(await commands[command](spec)));
await Promise.all(open.map(connection => connection.close()));
