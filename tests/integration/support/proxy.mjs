// A wire between two processes that a test can damage. Bytes go through unchanged until it is told otherwise.
import { connect, createServer } from 'node:net';

export class Proxy {
    // Listens on a free port of the loopback and passes on to `port` there.
    static async listen(port) {
        const proxy = new Proxy();
        proxy.target = port;
        proxy.mode = 'pass';
        proxy.delay = 0;
        proxy.lines = new Set();
        proxy.server = createServer({ noDelay: true }, socket => proxy.accept(socket));
        proxy.server.unref();
        await new Promise(resolve => proxy.server.listen(0, '127.0.0.1', resolve));
        proxy.port = proxy.server.address().port;
        return proxy;
    }

    // Whole again. What was kept back arrives now, late; a connection that lost bytes cannot go on and is reset.
    pass() {
        this.mode = 'pass';
        for (const line of [...this.lines])
            line.heal();
    }

    // Every connection is reset, and so is each new one.
    cut() {
        this.mode = 'cut';
        for (const line of [...this.lines])
            line.reset();
    }

    // Every connection is reset; new ones pass.
    interrupt() {
        this.cut();
        this.mode = 'pass';
    }

    // A partition: connections stay open, and what goes in never comes out. New ones open, and nobody answers.
    hole() {
        this.mode = 'hole';
    }

    // A partition that keeps what was sent and delivers it when it is over, as TCP does after a short one.
    hold() {
        this.mode = 'hold';
    }

    // Each piece arrives `ms` after it was sent.
    slow(ms) {
        this.mode = 'slow';
        this.delay = ms;
    }

    accept(socket) {
        if (this.mode === 'cut')
            return socket.resetAndDestroy();
        const line = new Line(this, socket);
        this.lines.add(line);
        if (this.mode !== 'hole')
            line.dial();
        else
            line.lost = true;
    }

    close() {
        this.cut();
        this.server.close();
    }
}

class Line {
    constructor(proxy, socket) {
        this.proxy = proxy;
        this.near = socket;
        this.kept = []; // what waits, as functions, in order
        this.lost = false;
        this.watch(socket, () => this.far);
    }

    dial() {
        this.far = connect({ port: this.proxy.target, host: '127.0.0.1', noDelay: true });
        this.watch(this.far, () => this.near);
    }

    watch(from, other) {
        from.on('error', () => {}); // 'close' follows
        from.on('data', data => this.through(() => {
            if (other()?.writable && !other().write(data)) {
                from.pause();
                other().once('drain', () => from.resume());
            }
        }));
        from.on('end', () => this.through(() => other()?.end()));
        from.on('close', failed => this.through(() => {
            if (failed)
                other()?.resetAndDestroy();
            else
                other()?.end();
            this.proxy.lines.delete(this);
        }));
    }

    through(act) {
        const { mode, delay } = this.proxy;
        if (mode === 'pass' || mode === 'cut') {
            act();
        } else if (mode === 'hole') {
            this.lost = true;
        } else if (mode === 'hold') {
            this.kept.push(act);
        } else {
            this.kept.push(act);
            setTimeout(() => this.kept.shift()?.(), delay);
        }
    }

    heal() {
        if (this.lost)
            return this.reset();
        for (const act of this.kept.splice(0))
            act();
    }

    reset() {
        this.kept = [];
        this.near.resetAndDestroy();
        this.far?.resetAndDestroy();
        this.proxy.lines.delete(this);
    }
}
