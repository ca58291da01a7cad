// PostgreSQL and Redis for the window's server: prints {database, redis} and keeps them until its input ends.
import { startServices } from '../integration/support/recordscenario.mjs';

const { postgres, redis } = await startServices();
await postgres.createDatabase('madang_gui');
console.log(JSON.stringify({ database: postgres.url('madang_gui', postgres.port), redis: redis.url(redis.port) }));
process.stdin.resume();
process.stdin.on('end', () => {
    postgres.killNow();
    redis.killNow();
    process.exit(0);
});
