// PostgreSQL refuses a message, since somebody else has written to its tables: the others go on, and nothing is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Cluster } from './support/cluster.mjs';
import { signUp, uuid7 } from './support/connection.mjs';
import { startServices, until } from './support/recordscenario.mjs';

// What docs/OPERATING.md tells those who run the server to say.
const operating = readFileSync(new URL('../../docs/OPERATING.md', import.meta.url), 'utf8');
const putBack = /redis-cli EVAL "([^"]*)"/.exec(operating)[1].replaceAll(/\\\n\s*/g, '');

let services;
before(async () => {
    services = await startServices();
});
after(() => {
    services?.postgres.killNow();
    services?.redis.killNow();
});

test('a message that the database refuses is set aside, and put back when the cause is gone', { timeout: 60_000 }, async () => {
    const cluster = await Cluster.start(services, 1);
    try {
        const mina = await signUp(cluster.members[0].url, 'Mina');
        const { room } = await mina.connection.call('room.create', { kind: 'group', title: 'Room', members: [] });
        const send = async text => (await mina.connection.call('message.send', { room: room.id, client_id: uuid7(), text })).message;
        const texts = async () => (await cluster.query("SELECT text FROM messages WHERE text LIKE 'said %' ORDER BY seq"))
            .map(({ text }) => text);
        const expected = Array.from({ length: 20 }, (_, index) => `said ${index}`);
        await send(expected[0]);
        await cluster.flushed();
        await services.postgres.execute(cluster.database, `INSERT INTO messages (room_id, seq, rev, sent_at, kind, text)
            SELECT id, 900, head_rev + 1, 1, 0, 'foreign' FROM rooms ORDER BY activity_at DESC LIMIT 1`);
        for (const text of expected.slice(1))
            await send(text);
        await cluster.flushed();
        assert.deepEqual(await texts(), [expected[0], ...expected.slice(2)]);
        assert.match(cluster.logs(), /the database refuses seq \d+ of room /);
        const [log] = (await cluster.streams()).filter(key => key.endsWith(':log'));
        const refused = log.replace(/log$/, 'refused');
        assert.equal(await services.redis.command('XLEN', refused), '1');
        assert.match(await services.redis.command('XRANGE', refused, '-', '+'), /violates unique constraint/);
        await services.postgres.execute(cluster.database, "DELETE FROM messages WHERE text = 'foreign'");
        await services.redis.command('EVAL', putBack, 2, refused, log);
        await until(async () => (await texts()).length === expected.length, 'what was put back is not in the database');
        assert.deepEqual(await texts(), expected);
        assert.equal(await services.redis.command('XLEN', refused), '0');
        await mina.connection.close();
        await cluster.stop();
    } finally {
        await cluster.abandon();
    }
});
