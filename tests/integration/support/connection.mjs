// A plain JSON-RPC connection on a WebSocket: it shows what is on the wire and adds nothing.
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';

export class RpcError extends Error {
    constructor(method, error) {
        super(`${method}: ${error.code} ${error.message} ${JSON.stringify(error.data ?? {})}`);
        this.code = error.code;
        this.data = error.data ?? {};
    }
}

export class Disconnected extends Error {}

export class Connection {
    // Resolves when the handshake is done.
    static open(url, options = {}) {
        return new Promise((resolve, reject) => {
            const connection = new Connection();
            const socket = new WebSocket(url, ['madang.v1'], { perMessageDeflate: false, ...options });
            connection.socket = socket;
            connection.nextId = 1;
            connection.waiting = new Map();
            connection.events = [];
            connection.listeners = new Set();
            connection.closed = new Promise(done => socket.on('close', (code, reason) => {
                for (const { method, fail } of connection.waiting.values())
                    fail(new Disconnected(`${method}: the connection closed with ${code}`));
                connection.waiting.clear();
                done({ code, reason: reason.toString() });
            }));
            socket.on('open', () => resolve(connection));
            socket.on('error', reject);
            socket.on('message', data => connection.receive(JSON.parse(data)));
        });
    }

    receive(frame) {
        if (frame.method !== undefined) {
            this.events.push(frame);
            for (const listener of [...this.listeners])
                listener(frame);
            return;
        }
        const call = this.waiting.get(frame.id);
        if (!call)
            throw new Error(`an answer to nothing: ${JSON.stringify(frame)}`);
        this.waiting.delete(frame.id);
        if (frame.error)
            call.fail(new RpcError(call.method, frame.error));
        else
            call.done(frame.result);
    }

    call(method, params = {}) {
        return new Promise((done, fail) => {
            if (this.socket.readyState !== WebSocket.OPEN)
                return fail(new Disconnected(`${method}: the connection is closed`));
            const id = this.nextId++;
            this.waiting.set(id, { method, done, fail });
            this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
        });
    }

    notify(method, params = {}) {
        this.socket.send(JSON.stringify({ jsonrpc: '2.0', method, params }));
    }

    // The first event, past or coming, of that name for which `matches` is true.
    event(method, matches = () => true, timeout = 15_000) {
        const fits = frame => frame.method === method && matches(frame.params);
        const past = this.events.find(fits);
        if (past)
            return Promise.resolve(past.params);
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => {
                this.listeners.delete(listener);
                reject(new Error(`no ${method}; there were: ${this.events.map(event => event.method).join(', ')}`));
            }, timeout);
            const listener = frame => {
                if (!fits(frame))
                    return;
                clearTimeout(late);
                this.listeners.delete(listener);
                resolve(frame.params);
            };
            this.listeners.add(listener);
        });
    }

    close() {
        this.socket.close();
        return this.closed;
    }
}

export const device = { name: 'wire test', kind: 'other' };
export const password = 'a courtyard at dusk';

let people = 0;

// A new account on a connection of its own: {connection, user, tokens, stream}.
export async function signUp(url, name = 'Somebody') {
    const connection = await Connection.open(url);
    const handle = `p${++people}_${randomBytes(4).toString('hex')}`;
    const answer = await connection.call('auth.register', { handle, password, name, device });
    return { connection, handle, ...answer };
}

// RFC 9562 §5.7: 48 bits of milliseconds, version, variant, random bits.
export function uuid7() {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
