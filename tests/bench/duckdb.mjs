// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer: DuckDB imports the same CSV and computes the same score.
//   node duckdb.mjs CSV DATABASE MODE    MODE: import, import-tuned, score, backtest, backtest-areas
// Prints one JSON object. Run it where @duckdb/node-api is installed.
import { DuckDBInstance } from '@duckdb/node-api';
import { runAreas, runBacktest } from './duckdb-backtest.mjs';

const [csv, database, mode] = process.argv.slice(2);
const asOf = '2024-10-01T00:00:00Z';

async function seconds(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

// Twenty rules, one a type: weight and half-life as in bench-edits.c.
const rules = `(SELECT name, 1 + n % 7 AS weight, 10 + 5 * n AS half_life FROM (
  SELECT event_type AS name, row_number() OVER (ORDER BY event_type) - 1 AS n
  FROM (SELECT DISTINCT event_type FROM event)))`;
const score = `SELECT e.customer_id,
    sum(r.weight * pow(0.5, (epoch(TIMESTAMPTZ '${asOf}') - epoch(e.timestamp)) / 86400.0 / r.half_life)) AS score
  FROM event e JOIN rule r ON r.name = e.event_type
  WHERE e.timestamp < TIMESTAMPTZ '${asOf}'
  GROUP BY e.customer_id`;
// What an edit has to renew on screen: scores, a histogram and the outcome by band with the AUC.
const renew = `WITH s AS (${score}),
  y AS (SELECT DISTINCT customer_id FROM event WHERE event_type = 'purchase'
        AND timestamp >= TIMESTAMPTZ '${asOf}' AND timestamp < TIMESTAMPTZ '${asOf}' + INTERVAL 60 DAY),
  l AS (SELECT s.customer_id, s.score, CASE WHEN y.customer_id IS NULL THEN 0 ELSE 1 END AS outcome,
          rank() OVER (ORDER BY s.score) + (count(*) OVER (PARTITION BY s.score) - 1) / 2.0 AS r
        FROM s LEFT JOIN y USING (customer_id))
  SELECT least(49, floor(score)) AS bin, count(*) AS n, sum(outcome) AS positives, sum(r * outcome) AS ranks
  FROM l GROUP BY bin ORDER BY bin`;

const start = process.hrtime.bigint();
const instance = await DuckDBInstance.create(database, { threads: '2' });
const connection = await instance.connect();
const result = {};

if (mode === 'score') {
  await connection.run(`CREATE TEMP TABLE rule AS ${rules}`);
  await connection.runAndReadAll(score);
  result.open_to_first_score = Number(process.hrtime.bigint() - start) / 1e9;
  const once = [];
  const full = [];
  for (let i = 0; i < 5; i++)
    once.push(await seconds(() => connection.runAndReadAll(`SELECT count(*), sum(score) FROM (${score})`)));
  for (let i = 0; i < 3; i++)
    full.push(await seconds(() => connection.runAndReadAll(renew)));
  result.score_query = once.sort((a, b) => a - b)[2];
  result.renew_query = full.sort((a, b) => a - b)[1];
} else if (mode === 'backtest' || mode === 'backtest-areas') {
  await connection.run(`CREATE TEMP TABLE rule AS ${rules}`);
  const run = mode === 'backtest' ? runBacktest : runAreas;
  result.backtest_query = await seconds(async () => {
    result.answers = await run(connection);
  });
} else {
  if (mode === 'import-tuned')
    await connection.run('SET preserve_insertion_order=false');
  result.seconds = await seconds(async () => {
    await connection.run(`CREATE TABLE event AS SELECT * FROM read_csv('${csv}')`);
    await connection.run('CHECKPOINT');
  });
}
console.log(JSON.stringify(result, (key, value) => (typeof value === 'bigint' ? Number(value) : value)));
connection.closeSync();
