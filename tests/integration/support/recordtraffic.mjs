// People who talk in several rooms at once through all servers, leave rooms, and try rooms that are not theirs.
import { Connection, password, pause, signUp, uuid7 } from './connection.mjs';
import { Device, isBreak } from './record.mjs';

export const random = below => Math.floor(Math.random() * below);
export const pick = list => list[random(list.length)];
const words = ['안녕', '내일', 'see you', '마당', 'courtyard', '👋🏽', '일곱 시', 'ㅋㅋㅋ', '\n', 'ok', "'); --", '\\'];
const phrase = () => `${Array.from({ length: 1 + random(10) }, () => pick(words)).join(' ')} ${uuid7()}`.trim();

// How soon after a leave was answered other servers have to know of it, where nothing is broken (ms).
const GONE_MS = 1_000;

const MOST_FOUNDED = 25; // rooms made while the traffic flows

export class Traffic {
    // `people` in `rooms` rooms, everybody in most of them; of these, the last `leavers` leave one room after the other.
    // `outsiders` are in none. Each person has a device; the first has a second one, on another server.
    static async prepare(world, { people = 6, rooms = 4, leavers = 1, outsiders = 1, loyal = () => false } = {}) {
        const traffic = new Traffic();
        Object.assign(traffic, { world, stopping: false, tasks: [], probes: 0, founded: 0, slowestGone: 0, seamless: true });
        const servers = world.cluster.members;
        const accounts = [];
        for (let i = 0; i < people + outsiders; i++)
            accounts.push(await signUp(servers[i % servers.length].url, `Person ${i}`));
        const members = accounts.slice(0, people);
        traffic.rooms = [];
        for (let i = 0; i < rooms; i++) {
            // Everybody but one, so that each room has an outsider among those who talk.
            const inside = members.filter((_, index) => i === 0 || index === 0 || index % rooms !== i);
            const [first, ...others] = i % 2 === 0 ? inside : [...inside].reverse();
            const { room } = await first.connection.call('room.create',
                { kind: 'group', title: `Room ${i}`, members: others.map(({ user }) => user.id) });
            traffic.rooms.push(world.addRoom(room.id, inside.map(({ user }) => user.id)));
        }
        const { room: direct } = await members[0].connection.call('room.create', { kind: 'direct', user: members[1].user.id });
        traffic.rooms.push(world.addRoom(direct.id, [members[0].user.id, members[1].user.id]));
        for (const { connection } of accounts)
            await connection.close();
        traffic.devices = accounts.map((account, i) => new Device(world, `person ${i}`, account,
            { at: i % servers.length, loyal: loyal(i) }));
        const second = await signIn(servers.at(-1).url, accounts[0]);
        traffic.devices.push(new Device(world, 'person 0 (second device)', second, { at: servers.length - 1, loyal: loyal(0) }));
        traffic.senders = traffic.devices.slice(0, people);
        traffic.leavers = traffic.senders.slice(people - leavers);
        traffic.outsiders = traffic.devices.slice(people, people + outsiders);
        await Promise.all(traffic.devices.map(device => device.start()));
        return traffic;
    }

    roomsOf(device) {
        return this.rooms.filter(({ id }) => this.world.isMember(id, device.user.id));
    }

    // `lanes` messages of each sender under way at once, each with a pause of up to `pause` ms after it.
    start({ lanes = 2, pause: most = 150 } = {}) {
        for (const device of this.senders) {
            for (let lane = 0; lane < lanes; lane++)
                this.task(() => this.chat(device), most);
            this.task(() => this.readOn(device), 400);
            this.task(() => this.type(device), 300);
        }
        for (const device of this.outsiders)
            this.task(() => this.trespass(device, pick(this.rooms).id), 100);
        for (const device of this.leavers)
            this.task(() => this.wander(device), 150);
        for (const device of this.senders)
            this.task(() => this.found(device), 4_000);
    }

    task(act, most) {
        this.tasks.push((async () => {
            while (!this.stopping) {
                await act();
                await pause(random(most));
            }
        })().catch(error => this.world.wrong(error.stack)));
    }

    // Resolves when everything under way has its answer.
    async stop(timeout = 60_000) {
        this.stopping = true;
        const late = AbortSignal.timeout(timeout); // which keeps no process waiting
        const done = await Promise.race([Promise.all(this.tasks).then(() => true),
            new Promise(resolve => late.addEventListener('abort', () => resolve(false)))]);
        if (!done) {
            const waiting = [...this.world.outcomes].filter(([, { seq }]) => seq === undefined);
            throw new Error(`after ${timeout} ms there are still ${waiting.length} messages without an answer; `
                + `${this.devices.map(({ name, at, gate, behind }) => `${name} at ${at} ${gate.isOpen} ${behind}`).join(', ')}\n`
                + this.world.cluster.logs());
        }
    }

    // Waits until so many more sends were acknowledged.
    async flow(count, timeout = 60_000) {
        const goal = this.world.acknowledgements.length + count;
        const until = Date.now() + timeout;
        while (this.world.acknowledgements.length < goal) {
            if (Date.now() > until || this.world.violations.length > 0)
                throw new Error(`no traffic: ${this.world.acknowledgements.length} of ${goal} acknowledged\n`
                    + `${this.world.violations.slice(0, 10).join('\n')}\n${this.world.cluster.logs()}`);
            await pause(5);
        }
    }

    // Makes a group with some of the others. However often it is asked for, it is one.
    async found(device) {
        if (this.founded >= MOST_FOUNDED)
            return;
        this.founded++;
        const others = [...new Set(this.senders.map(({ user }) => user.id))]
            .filter(id => id !== device.user.id && random(2) === 0);
        const title = `Made by ${device.name}`;
        const { room } = await device.insist('room.create', { kind: 'group', title, members: others, client_id: uuid7() });
        this.rooms.push(this.world.addRoom(room.id, [device.user.id, ...others]));
    }

    async chat(device) {
        const room = pick(this.roomsOf(device));
        if (!room)
            return;
        const message = await this.send(device, room.id);
        if (!message.seq)
            return;
        const fate = random(8);
        // An edit or deletion whose answer was lost is asked for again, so it may count twice: the last word is the same.
        try {
            if (fate === 0) {
                const text = phrase();
                this.world.begun.set(text, Date.now());
                message.edits.push(text);
                const edited = await device.insist('message.edit', { room: room.id, seq: message.seq, text });
                if (edited.message.text !== text)
                    this.world.wrong(`an edit to ${text} was answered with ${edited.message.text}`);
            } else if (fate === 1) {
                message.deleting = Date.now();
                await device.insist('message.delete', { room: room.id, seq: message.seq });
                message.deleted = true;
            }
        } catch (error) {
            if (error.code !== 404 || this.world.isMember(room.id, device.user.id))
                throw error;
            message.abandoned = true; // left meanwhile: whether it took effect is not known
        }
    }

    // Until it is acknowledged. Somebody who leaves the room meanwhile never knows.
    async send(device, room, text = phrase()) {
        const { world } = this;
        const message = { device, sender: device.user.id, room, text, at: Date.now(), edits: [] };
        const client_id = uuid7();
        world.outcomes.set(client_id, message);
        world.begun.set(message.text, message.at);
        try {
            const answer = await device.insist('message.send', { room, client_id, text: message.text });
            message.seq = answer.message.seq;
            const at = Date.now();
            world.acknowledgements.push({ at, waited: at - message.at, server: device.at });
            world.note(answer.message, `${device.name} (answer)`);
            const { left } = world.rooms.get(room);
            if (left.get(device.user.id) < message.at)
                world.wrong(`${device.name} wrote in ${room} after it had left`);
            if (answer.message.client_id !== client_id || answer.message.sender !== device.user.id)
                world.wrong(`${client_id} was answered with ${JSON.stringify(answer.message)}`);
        } catch (error) {
            if (error.code !== 404 || world.isMember(room, device.user.id))
                throw error;
        }
        return message;
    }

    async readOn(device) {
        const room = pick(this.roomsOf(device));
        const held = room && device.rooms.get(room.id)?.messages;
        if (!held?.size)
            return;
        const seq = 1 + random(Math.max(...held.keys()));
        try {
            const { read_seq } = await device.insist('room.read', { room: room.id, seq });
            const key = `${room.id}/${device.user.id}`;
            if (read_seq < Math.max(seq, this.world.reads.get(key) ?? 0))
                this.world.wrong(`${device.name} read ${room.id} up to ${seq}, and was answered ${read_seq}`);
            this.world.reads.set(key, Math.max(this.world.reads.get(key) ?? 0, read_seq));
        } catch (error) {
            if (error.code !== 404 || this.world.isMember(room.id, device.user.id))
                throw error;
        }
    }

    async type(device) {
        const room = pick(this.roomsOf(device));
        if (room && device.gate.isOpen)
            await this.attempt(device, 'room.typing', { room: room.id, on: true });
    }

    // Once, whatever comes of it: undefined where there was no answer.
    async attempt(device, method, params) {
        await device.gate.promise;
        try {
            return { result: await device.ask(method, params) };
        } catch (error) {
            if (isBreak(error))
                return undefined;
            return { error };
        }
    }

    // Tries one thing that is not allowed. With `seamless` false one may succeed soon after a leave, since some server
    // cannot know of it yet; what is read then is still nothing that was written after.
    async trespass(device, room) {
        const methods = {
            'room.get': {}, 'message.history': {}, 'message.changes': { since: 0 }, 'room.read': { seq: 1 },
            'room.typing': { on: true }, 'message.edit': { seq: 1, text: phrase() }, 'message.delete': { seq: 1 },
            'message.send': { client_id: uuid7(), text: phrase() },
        };
        const { world } = this;
        const inside = world.rooms.get(room);
        if (world.isMember(room, device.user.id) || (inside.leaving.has(device.user.id) && !inside.left.has(device.user.id)))
            return;
        const left = inside.left.get(device.user.id);
        const method = pick(Object.keys(methods));
        const from = Date.now();
        const outcome = await this.attempt(device, method, { room, ...methods[method] });
        if (!outcome || outcome.error?.code === 404)
            return void this.probes++;
        if (outcome.error?.code === 503 || outcome.error?.code === 429)
            return;
        const age = left === undefined ? Infinity : from - left;
        const writing = outcome.result && ['message.send', 'message.edit', 'message.delete'].includes(method);
        for (const { text, seq } of outcome.result?.messages ?? [])
            if (left !== undefined && world.begun.get(text) > left)
                world.wrong(`${device.name} read ${room}/${seq}, which was written ${world.begun.get(text) - left} ms after it left`);
        if (writing || (age > GONE_MS && this.seamless))
            world.wrong(`${device.name} did ${method} in ${room}, which is not its (left ${age} ms before): `
                + `${JSON.stringify(outcome.result ?? outcome.error).slice(0, 300)}`);
        else
            this.slowestGone = Math.max(this.slowestGone, age);
    }

    // Leaves a room now and then, and tries it ever after, through whichever server.
    async wander(device) {
        const gone = this.rooms.filter(({ left }) => left.has(device.user.id));
        if (gone.length < this.rooms.length - 2 && random(25) === 0) {
            const room = pick(this.roomsOf(device).filter(({ members }) => members.size > 2));
            if (room)
                await this.leave(device, room);
        }
        if (gone.length > 0)
            await this.trespass(device, pick(gone).id);
    }

    async leave(device, room) {
        room.leaving.add(device.user.id);
        try {
            await device.insist('room.leave', { room: room.id });
        } catch (error) {
            if (error.code !== 404) // it was done, and the answer was lost
                throw error;
        }
        room.left.set(device.user.id, Date.now());
    }
}

// A further device of a person: as signUp() gives it, without a connection.
export async function signIn(url, { user, handle }, kind = 'other') {
    const connection = await Connection.open(url);
    const { tokens } = await connection.call('auth.login', { handle, password, device: { name: 'wire test', kind } });
    await connection.close();
    return { user, handle, tokens };
}
