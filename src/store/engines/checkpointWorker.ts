import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Moves what is in the write-ahead log into the database, on a connection of its own, and says when it is done. */
const db = new DatabaseSync(workerData as string);
db.exec('pragma synchronous = full');
const checkpoint = db.prepare('pragma wal_checkpoint(passive)');

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'checkpoint') {
    try {
      checkpoint.get();
    } catch {
      // The disk is full, or fails: what was written is in the log, and the next attempt may have room.
    }
    parentPort?.postMessage('done');
  } else {
    db.close();
    parentPort?.close();
  }
});
