// Several server processes over one PostgreSQL and one Redis. Each has wires of its own to both, which a test can cut.
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import { pause } from './connection.mjs';
import { Proxy } from './proxy.mjs';
import { Server, temporaryFolder, tied } from './server.mjs';

let clusters = 0;

export class Cluster {
    // `services`: {postgres, redis}, which several clusters may use one after the other: each has a database and a
    // prefix of its own. Without `redis` there is one server. Resolves when all servers listen.
    static async start({ postgres, redis }, servers, { args = [], env = {} } = {}) {
        const cluster = new Cluster();
        const name = `madang_${++clusters}`;
        Object.assign(cluster, { postgres, redis, args, env, database: name, prefix: name, failures: [] });
        await postgres.createDatabase(name);
        cluster.members = [];
        for (let index = 0; index < servers; index++)
            cluster.members.push({ index, data: temporaryFolder(), postgres: await Proxy.listen(postgres.port),
                redis: redis && await Proxy.listen(redis.port) });
        // The first one makes the tables; whether two may do so at once is another test's question.
        await cluster.up(0);
        await Promise.all(cluster.members.slice(1).map(({ index }) => cluster.up(index)));
        return cluster;
    }

    options(member) {
        const redis = this.redis ? ['--redis', this.redis.url(member.redis.port), '--redis-prefix', this.prefix] : [];
        return ['--database', this.postgres.url(this.database, member.postgres.port), ...redis, ...this.args];
    }

    // Starts a server, or starts it again at its old address.
    async up(index) {
        const member = this.members[index];
        const server = await Server.start({ args: this.options(member), env: this.env, data: member.data, port: member.port });
        Object.assign(member, { server, port: server.port, url: server.url, wanted: true });
        server.ended.then(({ code, signal }) => {
            if (member.wanted && member.server === server)
                this.failures.push(`server ${index} ended by itself with ${signal ?? code}:\n${server.log.slice(-3000)}`);
        });
        return member;
    }

    // SIGKILL.
    kill(index) {
        this.members[index].wanted = false;
        return this.members[index].server.kill();
    }

    // SIGTERM: {code, signal, ms}.
    async terminate(index) {
        this.members[index].wanted = false;
        const from = Date.now();
        return { ...await this.members[index].server.stop(), ms: Date.now() - from };
    }

    freeze(index) {
        this.members[index].server.child.kill('SIGSTOP');
    }

    thaw(index) {
        this.members[index].server.child.kill('SIGCONT');
    }

    async stop() {
        for (const { index } of this.members)
            this.members[index].wanted = false;
        const ends = await Promise.all(this.members.map(async ({ server, postgres, redis }) => {
            const end = await server.stop();
            postgres.close();
            redis?.close();
            return end;
        }));
        assert.deepEqual(this.failures, []);
        for (const end of ends)
            assert.deepEqual(end, { code: 0, signal: null });
    }

    // For whoever gives up: nothing of it is left running.
    async abandon() {
        for (const member of this.members) {
            member.wanted = false;
            await member.server?.kill();
            member.postgres.close();
            member.redis?.close();
        }
    }

    query(sql) {
        return this.postgres.query(this.database, sql);
    }

    async streams() {
        return this.redis ? (await this.redis.command('KEYS', `${this.prefix}:{*}:log`)).split('\n').filter(Boolean) : [];
    }

    // How many changes wait in Redis for the database.
    async waiting() {
        let entries = 0;
        for (const stream of await this.streams())
            entries += Number(await this.redis.command('XLEN', stream));
        return entries;
    }

    // Resolves when everything that waits now is in the database, whatever comes meanwhile.
    async flushed(timeout = 30_000) {
        const until = Date.now() + timeout;
        for (const stream of await this.streams()) {
            const [last] = (await this.redis.command('XREVRANGE', stream, '+', '-', 'COUNT', 1)).split('\n');
            while (last && (await this.redis.command('XRANGE', stream, '-', last, 'COUNT', 1)) !== '') {
                if (Date.now() > until)
                    throw new Error(`${await this.waiting()} changes wait for the database after ${timeout} ms\n${this.logs()}`);
                await pause(50);
            }
        }
    }

    // Which servers wait for a lock in the database: the one that moves changes there, when a test holds the table.
    async blocked() {
        const ports = await this.query(`SELECT client_port FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND client_port > 0`);
        return this.members.filter(({ postgres }) => [...postgres.lines].some(line =>
            ports.some(({ client_port }) => client_port === line.far?.localPort))).map(({ index }) => index);
    }

    // Keeps everybody else from writing messages to the database. Resolves with what lets go of it.
    async hold() {
        const { folder, port } = this.postgres;
        const holder = spawn(...tied('psql', ['-XAtq', '-h', folder, '-p', String(port), '-U', 'madang', '-d', this.database,
            '-v', 'ON_ERROR_STOP=1']), { stdio: ['pipe', 'pipe', 'inherit'] });
        const ended = once(holder, 'close');
        holder.stdin.write('BEGIN; LOCK TABLE messages IN EXCLUSIVE MODE; SELECT \'held\';\n');
        await once(holder.stdout, 'data');
        return async () => {
            holder.stdin.end('COMMIT;\n');
            await ended;
        };
    }

    // The end of every server's log: what a failed test shows.
    logs(characters = 1500) {
        return this.members.map(({ index, server }) => `--- server ${index}\n${server?.log.slice(-characters)}`).join('\n');
    }
}
