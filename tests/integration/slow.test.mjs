// Clients that ask and do not listen: the server lets go of them, whatever they ask with.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import WebSocket from 'ws';
import { Connection } from './support/connection.mjs';
import { Server, temporaryFolder } from './support/server.mjs';

const residentKb = server => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);

function certificate() {
    const folder = temporaryFolder();
    const [key, chain] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
        '-keyout', key, '-out', chain, '-subj', '/CN=localhost', '-days', '1'], { stdio: 'ignore' });
    return ['--tls-certificate', chain, '--tls-key', key];
}

async function pingAndNeverRead(server, url) {
    const insecure = { rejectUnauthorized: false };
    const socket = new WebSocket(url, 'madang.v1', insecure);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const closed = new Promise(resolve => socket.once('close', resolve).once('error', () => { }));
    const before = residentKb(server);
    socket._socket.pause();
    const payload = Buffer.alloc(125, 'p');
    let most = before;
    // 60 MB of pings, as fast as the server takes them.
    for (let i = 0; i < 480 && socket.readyState === WebSocket.OPEN; ++i) {
        for (let j = 0; j < 1000; ++j)
            socket.ping(payload);
        await new Promise(resolve => setTimeout(resolve, 2));
        most = Math.max(most, residentKb(server));
        if (socket._socket.destroyed || !socket._socket.writable)
            break;
    }
    socket._socket.resume();
    await closed;
    assert.ok(most - before < 40_000, `the server grew by ${most - before} KB`);
    const other = await Connection.open(url, insecure);
    assert.equal((await other.call('server.info')).protocol, 'madang.v1');
}

for (const secure of [false, true]) {
    test(`pings whose pongs nobody reads do not pile up over ${secure ? 'wss' : 'ws'}`, { timeout: 60_000 }, async () => {
        const server = await Server.start({ args: secure ? certificate() : [] });
        try {
            await pingAndNeverRead(server, secure ? server.url.replace('ws:', 'wss:') : server.url);
        } finally {
            await server.stop();
        }
    });
}
