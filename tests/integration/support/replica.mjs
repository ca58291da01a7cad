// What one person's client holds of its rooms, kept as PROTOCOL.md tells a client to: events while connected,
// room.list and message.changes after a break. It notes everything that it was ever told, and complains at once when
// two things told contradict each other.
import assert from 'node:assert/strict';
import { Connection, Disconnected, pause } from './connection.mjs';

const PAGE = 200;

// A message without what differs per reader: events say nothing of that.
export const plain = message => message.reactions
    ? { ...message, reactions: message.reactions.map(({ emoji, count }) => ({ emoji, count })) } : message;

export class Replica {
    constructor(name, tokens) {
        this.name = name;
        this.tokens = tokens;
        this.rooms = new Map(); // id: {rev, messages: seq → message, behind}
        this.told = new Map(); // "room/seq": what may never change of a message
        this.revs = new Map(); // "room/rev": the change of that number
        this.reloads = 0;
    }

    // Connects, logs in and catches up. The server may be on its way up or down: tries until it is there.
    async connect(url) {
        for (;;) {
            try {
                this.connection = await Connection.open(url);
                this.connection.listeners.add(frame => this.take(frame));
                await this.connection.call('auth.resume', { access_token: this.tokens.access_token });
                await this.catchUp();
                return;
            } catch (error) {
                if (!(error instanceof Disconnected) && !/ECONN|socket hang up|Unexpected server response/.test(`${error.code} ${error.message}`)
                    && error.code !== 503)
                    throw error;
                this.connection?.socket.terminate();
                await pause(30 + Math.random() * 50);
            }
        }
    }

    take({ method, params }) {
        if (method === 'message.created' || method === 'message.changed')
            this.apply(params.message, true);
        else if (method === 'room.changed' && !this.rooms.has(params.room.id))
            this.rooms.set(params.room.id, { rev: 0, messages: new Map() });
    }

    // A change that follows the last one is applied; one from beyond a hole waits for the catch-up that fills it.
    apply(told, event = false) {
        const message = plain(told);
        this.note(message);
        const room = this.rooms.get(message.room);
        if (!room || message.rev <= room.rev)
            return;
        if (event && message.rev !== room.rev + 1) {
            room.behind = true;
            return;
        }
        room.messages.set(message.seq, message);
        room.rev = message.rev;
    }

    note(message) {
        const place = `${message.room}/${message.seq}`;
        const identity = JSON.stringify([message.sender, message.client_id, message.sent_at]);
        assert.equal(this.told.get(place) ?? identity, identity, `${this.name}: ${place} became another message`);
        this.told.set(place, identity);
        const change = `${message.room}/${message.rev}`;
        const content = JSON.stringify([message.seq, message.text, message.edited_at, message.deleted_at, message.reactions]);
        assert.equal(this.revs.get(change) ?? content, content, `${this.name}: rev ${change} became another change`);
        this.revs.set(change, content);
    }

    async catchUp() {
        let after;
        do {
            const page = await this.connection.call('room.list', { limit: 100, ...(after && { after }) });
            for (const { id, head } of page.rooms) {
                if (!this.rooms.has(id))
                    this.rooms.set(id, { rev: 0, messages: new Map() });
                if (this.rooms.get(id).rev < head.rev || this.rooms.get(id).behind)
                    await this.catchUpRoom(id);
            }
            after = page.next;
        } while (after);
    }

    async catchUpRoom(id) {
        const room = this.rooms.get(id);
        for (;;) {
            const since = room.rev;
            const page = await this.connection.call('message.changes', { room: id, since, limit: PAGE });
            if (page.reset) {
                this.reloads++;
                await this.reload(id, page.head);
                continue;
            }
            let last = since;
            for (const message of page.messages) {
                assert.ok(message.rev > last, `${this.name}: changes of ${id} are not in ascending rev`);
                last = message.rev;
                this.apply(message);
            }
            assert.ok(page.rev >= last);
            room.rev = Math.max(room.rev, page.rev);
            if (!page.more) {
                room.behind = false;
                return;
            }
            assert.ok(page.messages.length > 0, 'more is promised and nothing given');
        }
    }

    async reload(id, head) {
        const room = { rev: head.rev, messages: new Map(), behind: true };
        for (const message of await history(this.connection, id))
            room.messages.set(message.seq, message);
        this.rooms.set(id, room);
    }
}

// All messages of a room, oldest first, by pages.
export async function history(connection, room) {
    const all = [];
    for (let after = 0; ;) {
        const page = await connection.call('message.history', { room, after, limit: 100 });
        all.push(...page.messages.map(plain));
        if (!page.has_after)
            return all;
        after = page.messages.at(-1).seq;
    }
}
