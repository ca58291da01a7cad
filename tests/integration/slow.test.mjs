// Clients that ask and do not listen: the server lets go of them, whatever they ask with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { Connection } from './support/connection.mjs';
import { Server } from './support/server.mjs';

let server;
before(async () => server = await Server.start());
after(() => server?.stop());

const residentKb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);

test('pings whose pongs nobody reads do not pile up', { timeout: 60_000 }, async () => {
    const socket = new WebSocket(server.url, 'madang.v1');
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const closed = new Promise(resolve => socket.once('close', resolve).once('error', () => { }));
    const before = residentKb();
    socket._socket.pause();
    const payload = Buffer.alloc(125, 'p');
    let most = before;
    // 60 MB of pings, as fast as the server takes them.
    for (let i = 0; i < 480 && socket.readyState === WebSocket.OPEN; ++i) {
        for (let j = 0; j < 1000; ++j)
            socket.ping(payload);
        await new Promise(resolve => setTimeout(resolve, 2));
        most = Math.max(most, residentKb());
        if (socket._socket.destroyed || !socket._socket.writable)
            break;
    }
    socket._socket.resume();
    await closed;
    assert.ok(most - before < 40_000, `the server grew by ${most - before} KB`);
    const other = await Connection.open(server.url);
    assert.equal((await other.call('server.info')).protocol, 'madang.v1');
});
