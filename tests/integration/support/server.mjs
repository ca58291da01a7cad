// The real server process, in a folder of its own on a free port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const binary = process.env.MADANG_SERVER ?? join(here, '../../../build/release/bin/madang-server');

const alive = new Set();
const folders = new Set();
const killAll = () => {
    for (const child of alive)
        child.kill('SIGKILL');
};
after(killAll); // what a failed test has left running would keep this process waiting
process.on('exit', () => {
    killAll();
    for (const folder of folders)
        rmSync(folder, { recursive: true, force: true });
});
// A runner that is killed takes nobody along: whoever it left behind notices by its parent, and goes through 'exit'.
const parent = process.ppid;
setInterval(() => {
    if (process.ppid !== parent)
        process.exit(1);
}, 500).unref();

// A command, as another user if wanted, that is killed with the process that starts it, even where that is killed.
export function tied(command, args, as) {
    const identity = as ? ['--reuid', as.uid, '--regid', as.gid, '--clear-groups'] : [];
    return ['setpriv', ['--pdeathsig', 'KILL', ...identity.map(String), command, ...args]];
}

export function temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), 'madang-wire-'));
    folders.add(folder);
    return folder;
}

// The environment without the options that a developer's shell may hold.
function environment(extra) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^MADANG_|^NODE_/.test(name));
    return { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', ...extra };
}

// Runs the server to its end: {code, signal, stdout, stderr}. For calls that are expected to fail or to print.
export function runToEnd(args, { env = {}, timeout = 20_000 } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(...tied(binary, args), { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
        const output = { stdout: '', stderr: '' };
        const late = setTimeout(() => {
            child.kill('SIGKILL');
            reject(new Error(`${binary} ${args.join(' ')} has not ended:\n${output.stdout}${output.stderr}`));
        }, timeout);
        alive.add(child);
        child.stdout.on('data', data => output.stdout += data);
        child.stderr.on('data', data => output.stderr += data);
        child.on('error', reject);
        child.on('close', (code, signal) => {
            clearTimeout(late);
            alive.delete(child);
            resolve({ code, signal, ...output });
        });
    });
}

export class Server {
    // Starts a server and resolves when it says that it listens. `args` are added to --listen and --data, unless
    // those are null; a restart on the same data is another start with the `data` and `port` of the first.
    static async start({ args = [], env = {}, data = temporaryFolder(), listen, port = 0 } = {}) {
        const server = new Server();
        server.data = data;
        const own = [];
        if (listen !== null)
            own.push('--listen', listen ?? `127.0.0.1:${port}`);
        if (data !== null)
            own.push('--data', data);
        server.child = spawn(...tied(binary, [...own, ...args]),
            { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
        alive.add(server.child);
        server.log = '';
        server.ended = new Promise(resolve => server.child.on('close', (code, signal) => {
            alive.delete(server.child);
            resolve({ code, signal });
        }));
        const address = await new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`the server is not ready:\n${server.log}`)), 30_000);
            const read = data => {
                server.log += data;
                const found = /listening on (\S+):(\d+)/.exec(server.log);
                if (found) {
                    clearTimeout(late);
                    resolve({ host: found[1], port: Number(found[2]) });
                }
            };
            server.child.stdout.on('data', read);
            server.child.stderr.on('data', read);
            server.child.on('error', reject);
            server.ended.then(() => {
                clearTimeout(late);
                reject(new Error(`the server has ended:\n${server.log}`));
            });
        });
        server.port = address.port;
        server.url = `ws://127.0.0.1:${address.port}/ws`;
        return server;
    }

    // SIGKILL: no goodbye. Resolves when the process is gone.
    kill() {
        this.child.kill('SIGKILL');
        return this.ended;
    }

    // SIGTERM: the server drains. Resolves with {code, signal}.
    stop() {
        this.child.kill('SIGTERM');
        return this.ended;
    }
}
