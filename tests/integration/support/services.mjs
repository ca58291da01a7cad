// PostgreSQL and Redis of the tests' own: in temporary folders, on free ports of the loopback. Each can be killed,
// started again on what it left behind, and stopped in mid-breath. They end with the test, also when that is killed.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pause } from './connection.mjs';
import { temporaryFolder, tied } from './server.mjs';

const run = promisify(execFile);
const repository = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const alive = new Set();
const killAll = () => alive.forEach(service => service.killNow());
after(killAll);
process.prependListener('exit', killAll); // before their folders are removed
export function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

// Resolves with the line in the child's output that says it is ready.
function ready(child, pattern, name) {
    child.output = '';
    return new Promise((resolve, reject) => {
        const fail = why => reject(new Error(`${name} ${why}:\n${child.output.slice(-4000)}`));
        const late = setTimeout(() => fail('is not ready'), 30_000);
        const read = data => {
            child.output = (child.output + data).slice(-100_000);
            if (pattern.test(child.output)) {
                clearTimeout(late);
                resolve();
            }
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        child.on('error', reject);
        child.on('close', () => {
            clearTimeout(late);
            fail('has ended');
        });
    });
}

// PostgreSQL refuses to run as root, so that it runs as somebody else there.
const servant = process.getuid() === 0 ? ['postgres', 'nobody'].flatMap(name => {
    try {
        return [{ uid: Number(execFileSync('id', ['-u', name])), gid: Number(execFileSync('id', ['-g', name])) }];
    } catch {
        return [];
    }
})[0] : undefined;

class Service {
    async spawn(command, args, readyLine, as) {
        const child = spawn(...tied(command, args, as), { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
        this.child = child;
        alive.add(this);
        this.ended = new Promise(resolve => child.on('exit', (code, signal) => {
            alive.delete(this);
            resolve({ code, signal });
        }));
        await ready(child, readyLine, command);
    }

    get running() {
        return this.child.exitCode === null && this.child.signalCode === null;
    }

    killNow() {
        if (this.running)
            this.child.kill('SIGKILL');
    }

    // SIGSTOP: the sockets stay open and nobody answers.
    freeze() {
        this.child.kill('SIGSTOP');
    }

    thaw() {
        this.child.kill('SIGCONT');
    }
}

const processes = () => readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
        // "pid (name) state ppid": the name may hold anything.
        const [, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ');
        return [{ pid: Number(pid), parent: Number(parent) }];
    } catch {
        return [];
    }
});

function postgresFolder() {
    const installed = '/usr/lib/postgresql';
    const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => b - a) : [];
    const found = versions.map(version => join(installed, version, 'bin')).find(bin => existsSync(join(bin, 'initdb')));
    return found ?? execFileSync('pg_config', ['--bindir']).toString().trim();
}

let template; // made once a process: initdb takes longer than all the rest

export class PostgreSql extends Service {
    static async start(settings = {}) {
        const service = new PostgreSql();
        service.bin = postgresFolder();
        service.folder = temporaryFolder();
        if (servant)
            chownSync(service.folder, servant.uid, servant.gid);
        service.settings = { fsync: 'on', recovery_init_sync_method: 'syncfs', max_connections: 200, shared_buffers: '64MB', ...settings };
        service.port = await freePort();
        if (!template) {
            const folder = temporaryFolder();
            if (servant)
                chownSync(folder, servant.uid, servant.gid);
            const [command, args] = tied(join(service.bin, 'initdb'), ['--pgdata', join(folder, 'data'), '--username',
                'madang', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'], servant);
            await run(command, args, { cwd: folder });
            template = join(folder, 'data');
        }
        await run('cp', ['-a', template, service.folder]);
        await service.up();
        return service;
    }

    async up() {
        const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: this.folder, ...this.settings };
        const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
        await this.spawn(join(this.bin, 'postgres'), ['-D', join(this.folder, 'data'), '-p', String(this.port), ...options],
            /ready to accept connections/, servant);
    }

    // SIGKILL to every process of it. Resolves when they are gone.
    async kill() {
        const { pid } = this.child;
        const family = processes().filter(({ parent }) => parent === pid);
        this.killNow();
        for (const child of family) {
            try {
                process.kill(child.pid, 'SIGKILL');
            } catch (error) {
                if (error.code !== 'ESRCH')
                    throw error;
            }
        }
        await this.ended;
        // What is left of its shared memory keeps a new one from starting until the last of them is gone.
        while (family.some(child => existsSync(`/proc/${child.pid}`) && !this.isZombie(child.pid)))
            await pause(10);
    }

    isZombie(pid) {
        try {
            return readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '')[0] === 'Z';
        } catch {
            return true;
        }
    }

    // Ends the sessions and shuts down in order.
    async stop() {
        this.child.kill('SIGINT');
        await this.ended;
    }

    url(database, port = this.port) {
        return `postgres://madang@127.0.0.1:${port}/${database}`;
    }

    // Rows as objects, past all proxies.
    async query(database, sql) {
        return JSON.parse(await this.execute(database, `SELECT coalesce(json_agg(q), '[]') FROM (${sql}) q`));
    }

    async execute(database, sql) {
        const { stdout } = await run('psql', ['-XAtq', '-h', this.folder, '-p', String(this.port), '-U', 'madang',
            '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', sql], { maxBuffer: 1 << 30 });
        return stdout;
    }

    async createDatabase(name) {
        await run('psql', ['-XAtq', '-h', this.folder, '-p', String(this.port), '-U', 'madang', '-d', 'postgres',
            '-c', `CREATE DATABASE ${name}`]);
    }
}

const PASSWORD = 'between-us';

export class Redis extends Service {
    // As packaging/redis.conf has it; `settings` override it.
    static async start(settings = {}) {
        const service = new Redis();
        service.folder = temporaryFolder();
        mkdirSync(join(service.folder, 'data'));
        service.settings = settings;
        service.port = await freePort();
        await service.up();
        return service;
    }

    async up() {
        const settings = { port: this.port, bind: '127.0.0.1', dir: join(this.folder, 'data'), requirepass: PASSWORD,
            daemonize: 'no', logfile: '', supervised: 'no', unixsocket: '', pidfile: join(this.folder, 'redis.pid'),
            ...this.settings };
        const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
        await this.spawn('redis-server', [join(repository, 'packaging/redis.conf'), ...options],
            /Ready to accept connections/);
    }

    async kill() {
        this.killNow();
        await this.ended;
    }

    async stop() {
        this.child.kill('SIGTERM');
        await this.ended;
    }

    url(port = this.port) {
        return `redis://:${PASSWORD}@127.0.0.1:${port}/0`;
    }

    // What redis-cli says to a command, past all proxies.
    async command(...words) {
        const { stdout } = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(this.port), '-a', PASSWORD,
            '--no-auth-warning', ...words.map(String)], { maxBuffer: 1 << 28 });
        return stdout.trimEnd();
    }
}
