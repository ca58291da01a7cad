// What one device was ever told, kept as PROTOCOL.md tells a client to keep it: counted streams, resume, room.list and
// message.changes after a break, requests that are asked again until there is an answer. What contradicts something
// else, of this device or of any other, is noted in the world at once.
import { Connection, Disconnected, RpcError, pause } from './connection.mjs';

const PASSING = new Set(['typing.changed', 'presence.changed', 'viewers.changed', 'bot.delta', 'bot.state']);
const ABOUT_MESSAGES = new Set(['message.created', 'message.changed']);
const ACK_EVERY = 50; // counted events
const PAGE = 200;
const ANSWER_MS = 8_000; // without an answer for so long a connection counts as dead
const HANDSHAKE_MS = 3_000;
const BACKOFF_MS = [50, 2_000];

export const isBreak = error => error instanceof Disconnected
    || /ECONN|EPIPE|socket hang up|Unexpected server response|handshake has timed out/.test(`${error.code} ${error.message}`);
const isUnavailable = error => error instanceof RpcError && (error.code === 503 || error.code === 429);

// What is the same for everybody, and what was found wrong.
export class World {
    constructor(cluster) {
        this.cluster = cluster;
        this.violations = [];
        this.places = new Map(); // "room/seq": what never changes of a message
        this.revs = new Map(); // "room/rev": the change of that number
        // id: {id, members: who ever was in it, leaving: who asked to leave, left: user id → when that was answered (ms)}
        this.rooms = new Map();
        this.devices = [];
        this.outcomes = new Map(); // client_id: what its sender knows, see Device.send()
        this.begun = new Map(); // text: when somebody first asked for it to be written (ms)
        this.acknowledgements = []; // {at (ms), waited (ms), server} of sends
        this.deliveries = []; // when a device heard of a message for the first time (ms)
        this.reads = new Map(); // "room/user": the farthest mark that was answered
    }

    wrong(what) {
        if (this.violations.length < 1000)
            this.violations.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
    }

    addRoom(id, members) {
        const room = { id, members: new Set(members), leaving: new Set(), left: new Map() };
        this.rooms.set(id, room);
        return room;
    }

    // For certain: who has asked to leave may be or not.
    isMember(room, user) {
        return Boolean(this.rooms.get(room)?.members.has(user)) && !this.rooms.get(room).leaving.has(user);
    }

    // Everything that anyone is told of a message comes through here.
    note(message, who) {
        const place = `${message.room}/${message.seq}`;
        const identity = JSON.stringify([message.sender, message.client_id, message.sent_at]);
        const known = this.places.get(place);
        if (known === undefined)
            this.places.set(place, identity);
        else if (known !== identity)
            this.wrong(`${who} was told that ${place} is ${identity}, and others that it is ${known}`);
        const change = `${message.room}/${message.rev}`;
        const content = JSON.stringify([message.seq, message.text, message.edited_at, message.deleted_at]);
        const told = this.revs.get(change);
        if (told === undefined)
            this.revs.set(change, content);
        else if (told !== content)
            this.wrong(`${who} was told that change ${change} is ${content}, and others that it is ${told}`);
    }
}

class Gate {
    constructor() {
        this.shut();
    }

    shut() {
        if (!this.isOpen && this.promise)
            return;
        this.isOpen = false;
        this.promise = new Promise(resolve => this.release = resolve);
    }

    open() {
        this.isOpen = true;
        this.release();
    }
}

export class Device {
    // `account` as signUp() gives it. Connects to server `at` first; a `loyal` one comes back to it always, others go
    // to the next one when it lets them down.
    constructor(world, name, { user, handle, tokens }, { at = 0, loyal = false } = {}) {
        Object.assign(this, { world, name, user, handle, tokens, at, loyal });
        this.rooms = new Map(); // id: {rev, messages: seq → message, ahead: revs past a hole, lastEvent}
        this.removed = new Set(); // rooms that it was told to be out of
        this.told = []; // {at, room, method, seq?, text?, deleted}: of rooms, as it came
        this.gate = new Gate();
        this.behind = true;
        this.tally = { connects: 0, resumed: 0, renewed: 0, reloads: 0, holes: 0 };
        this.offline = []; // how long it was without a connection each time (ms)
        world.devices.push(this);
    }

    // Keeps connected until retire().
    start() {
        this.running = this.run().catch(error => this.world.wrong(`${this.name} gave up: ${error.stack}`));
        return this.gate.promise;
    }

    async run() {
        let failures = 0;
        let since = Date.now();
        while (!this.retired && !this.over) {
            try {
                await this.attach();
                if (this.tally.connects++ > 0)
                    this.offline.push(Date.now() - since);
                failures = 0;
                await Promise.race([this.connection.closed, this.catchUpInTime()]);
                await this.connection.closed;
            } catch (error) {
                if (!isBreak(error) && !isUnavailable(error))
                    throw error;
                failures++;
                this.connection?.socket.terminate();
            }
            if (this.gate.isOpen)
                since = Date.now();
            this.gate.shut();
            if (this.retired || await this.hasEnded())
                return;
            const [least, most] = BACKOFF_MS;
            if (!this.loyal)
                this.at = (this.at + 1) % this.world.cluster.members.length;
            await pause(Math.min(most, least * 2 ** failures) * (0.5 + Math.random()));
        }
    }

    // Whether the session is over: the last connection was closed because of that.
    async hasEnded() {
        if (!this.connection)
            return false;
        const { code } = await this.connection.closed;
        if (code !== 4002 && code !== 4003)
            return false;
        this.over = { code, at: Date.now() };
        if (!this.mayEnd)
            this.world.wrong(`${this.name} was closed with ${code}`);
        return true;
    }

    async attach() {
        this.connection = undefined;
        const { url } = this.world.cluster.members[this.at];
        const connection = await Connection.open(url, { handshakeTimeout: HANDSHAKE_MS });
        this.connection = connection;
        const { stream } = this;
        connection.listeners.add(frame => this.connection === connection && this.take(frame));
        await this.ask('auth.resume', {
            access_token: this.tokens.access_token,
            ...(stream && { stream: { id: stream.id, received: stream.received } }),
        }, answer => this.begin(stream, answer));
        this.gate.open();
    }

    // Before any further frame is looked at.
    begin(before, { resumed, stream }) {
        if (resumed) {
            this.tally.resumed++;
            if (stream.id !== before?.id || stream.received !== before.received)
                this.world.wrong(`${this.name} asked for ${JSON.stringify(before)} and resumed ${JSON.stringify(stream)}`);
        } else {
            this.tally.renewed++;
            this.stream = { id: stream.id, received: 0, acknowledged: 0 };
            this.behind = true;
            for (const room of this.rooms.values())
                room.lastEvent = 0;
        }
    }

    // One answer. Runs `immediately` with it before the next frame is looked at.
    ask(method, params, immediately = () => {}) {
        const { connection } = this;
        if (!connection)
            return Promise.reject(new Disconnected(`${method}: there is no connection`));
        const late = setTimeout(() => connection.socket.terminate(), ANSWER_MS);
        const answer = connection.call(method, params);
        const waiting = connection.waiting.get(connection.nextId - 1);
        if (waiting?.method === method) {
            const { done } = waiting;
            waiting.done = result => {
                immediately(result);
                done(result);
            };
        }
        return answer.finally(() => clearTimeout(late));
    }

    // Asks until there is an answer: over again after a break, with the same parameters each time.
    async insist(method, params) {
        for (;;) {
            await this.gate.promise;
            try {
                return await this.ask(method, params);
            } catch (error) {
                if (this.retired || this.over)
                    throw error;
                if (isUnavailable(error))
                    await pause(Math.min(error.data.retry_after_ms ?? 100, 2_000));
                else if (isBreak(error))
                    await pause(20);
                else
                    throw error;
            }
        }
    }

    take({ method, params }) {
        const at = Date.now();
        if (!this.stream)
            return this.world.wrong(`${this.name} was told ${method} before it was logged in`);
        if (!PASSING.has(method) && ++this.stream.received - this.stream.acknowledged >= ACK_EVERY) {
            this.stream.acknowledged = this.stream.received;
            this.connection.notify('stream.ack', { received: this.stream.received });
        }
        const room = params.message?.room ?? params.room?.id ?? params.room;
        if (room === undefined)
            return;
        const { seq, text, deleted_at } = params.message ?? {};
        this.told.push({ at, room, method, seq, text, deleted: deleted_at !== undefined });
        if (this.removed.has(room) && method !== 'room.removed')
            this.world.wrong(`${this.name} was told ${method} of ${room} after it was told to be out of it`);
        if (this.world.rooms.has(room) && !this.world.rooms.get(room).members.has(this.user.id))
            this.world.wrong(`${this.name} was told ${method} of ${room}, where it never was`);
        if (ABOUT_MESSAGES.has(method))
            this.hear(params.message, method);
        else if (method === 'room.changed')
            this.room(room);
        else if (method === 'room.removed')
            this.leaveBehind(room);
    }

    room(id) {
        if (!this.rooms.has(id))
            this.rooms.set(id, { rev: 0, messages: new Map(), ahead: new Set(), lastEvent: 0 });
        return this.rooms.get(id);
    }

    leaveBehind(id) {
        this.removed.add(id);
        this.rooms.delete(id);
    }

    // An event.
    hear(message, method) {
        const isNew = !this.rooms.get(message.room)?.messages.has(message.seq);
        if (isNew && method === 'message.created')
            this.world.deliveries.push(Date.now());
        const room = this.room(message.room);
        if (message.rev <= room.lastEvent)
            this.world.wrong(`${this.name} was told rev ${message.rev} of ${message.room} after rev ${room.lastEvent}`);
        if (room.lastEvent && message.rev > room.lastEvent + 1)
            this.tally.holes++;
        room.lastEvent = message.rev;
        this.apply(room, message);
    }

    apply(room, message) {
        this.world.note(message, this.name);
        const held = room.messages.get(message.seq);
        if (!held || held.rev < message.rev)
            room.messages.set(message.seq, message);
        if (message.rev > room.rev)
            room.ahead.add(message.rev);
        this.close(room);
    }

    // All up to room.rev is known; what came from past a hole waits to be reached.
    close(room) {
        while (room.ahead.delete(room.rev + 1))
            room.rev++;
    }

    // Until it is done or the connection is gone. A server may be unable for a while.
    async catchUpInTime() {
        const { connection } = this;
        while (this.behind && this.connection === connection) {
            try {
                await this.catchUp();
            } catch (error) {
                if (isBreak(error))
                    return;
                if (!isUnavailable(error))
                    throw error;
                await pause(Math.min(error.data.retry_after_ms ?? 100, 1_000));
            }
        }
    }

    async catchUp() {
        const { connection } = this;
        const there = new Set();
        const known = new Set(this.rooms.keys());
        for (let after; ;) {
            const page = await this.ask('room.list', { limit: 100, ...(after && { after }) });
            for (const { id, head, last } of page.rooms) {
                there.add(id);
                if (this.world.rooms.has(id) && !this.world.rooms.get(id).members.has(this.user.id))
                    this.world.wrong(`${this.name} finds ${id} in its list, where it never was`);
                if (last)
                    this.world.note(last, `${this.name} (room.list)`);
                if (this.room(id).rev < head.rev)
                    await this.catchUpRoom(id);
            }
            after = page.next;
            if (!after)
                break;
        }
        for (const id of known)
            if (!there.has(id) && this.rooms.has(id)) {
                if (this.world.isMember(id, this.user.id))
                    this.world.wrong(`${this.name} does not find ${id} in its list, where it is`);
                this.leaveBehind(id);
            }
        if (this.connection === connection)
            this.behind = false;
    }

    async catchUpRoom(id) {
        const room = this.room(id);
        for (let more = true; more;) {
            const since = room.rev;
            let page;
            try {
                page = await this.ask('message.changes', { room: id, since, limit: PAGE });
            } catch (error) {
                if (error.code === 404 && !this.world.isMember(id, this.user.id))
                    return this.leaveBehind(id);
                throw error;
            }
            if (page.reset) {
                this.tally.reloads++;
                for (const message of await this.history(id))
                    this.apply(room, message);
                this.reached(room, page.head.rev);
                continue;
            }
            let last = since;
            for (const message of page.messages) {
                if (message.rev <= last)
                    this.world.wrong(`${this.name}: changes of ${id} since ${since} are not in ascending rev`);
                last = message.rev;
                this.apply(room, message);
            }
            if (page.rev < last || (page.more && page.messages.length === 0))
                this.world.wrong(`${this.name}: changes of ${id} since ${since} end at ${page.rev}, the last is ${last}`);
            this.reached(room, page.rev);
            ({ more } = page);
        }
    }

    reached(room, rev) {
        room.rev = Math.max(room.rev, rev);
        for (const ahead of room.ahead)
            if (ahead <= room.rev)
                room.ahead.delete(ahead);
        this.close(room);
    }

    async history(room) {
        const all = [];
        for (let after = 0; ;) {
            const page = await this.ask('message.history', { room, after, limit: 100 });
            all.push(...page.messages);
            if (!page.has_after)
                return all;
            after = page.messages.at(-1).seq;
        }
    }

    async retire() {
        this.retired = true;
        this.connection?.socket.terminate();
        await this.running;
    }
}
