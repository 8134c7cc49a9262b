// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer of bench-backtest: the same backtest in DuckDB, at twelve dates, a query a date (one query for all
// dates takes several times as long).

// As of bench-project.h: the bounds of the bands, low to high.
const bands = [20, 50];
const dates = Array.from({ length: 12 }, (_, n) => new Date(Date.UTC(2023, 10 + n, 1)).toISOString());

// A score for each person on the model's scale, the outcome after the date, the band, and which half of the
// people teaches the probabilities of the other.
const labelled = (date) => `WITH s AS (SELECT e.customer_id,
      least(60, sum(r.weight * pow(0.5, (epoch(${date}) - epoch(e.timestamp)) / 86400.0 / r.half_life))) * 100 / 60
        AS score
    FROM event e JOIN rule r ON r.name = e.event_type WHERE e.timestamp < ${date} GROUP BY e.customer_id),
  y AS (SELECT DISTINCT customer_id FROM event WHERE event_type = 'purchase'
        AND timestamp >= ${date} AND timestamp < ${date} + INTERVAL 60 DAY)
  SELECT s.customer_id AS person, s.score, CASE WHEN y.customer_id IS NULL THEN 0 ELSE 1 END AS outcome,
    CASE WHEN s.score < ${bands[0]} THEN 0 WHEN s.score < ${bands[1]} THEN 1 ELSE 2 END AS band,
    hash(s.customer_id) % 2 AS half
  FROM s LEFT JOIN y ON y.customer_id = s.customer_id`;

// How many rows lie below each score and up to it, how many of them have the outcome, and what share of the rows
// of the other kind lie below, ties by half. All from one window: parts of their own for the ties cost more.
const ranked = (table) => `WITH r AS (SELECT person, score, outcome, rank() OVER up - 1 AS below, count(*) OVER up AS upto,
      coalesce(sum(outcome) OVER (ORDER BY score RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP), 0)
        AS hits_below,
      sum(outcome) OVER up AS hits_upto, ntile(10) OVER up AS tenth
    FROM ${table} WINDOW up AS (ORDER BY score)),
  n AS (SELECT sum(outcome) AS m, count(*) - sum(outcome) AS k FROM ${table})
  SELECT *, CASE WHEN outcome = 1 THEN (below - hits_below + upto - hits_upto) / 2.0 / k
    ELSE 1 - (hits_below + hits_upto) / 2.0 / m END AS placement FROM r, n`;

// DeLong's interval from the placements, and the other figures that ranks give.
const figures = `SELECT count(*) AS n, sum(outcome) AS positives, avg(placement) FILTER (outcome = 1) AS auc,
    var_samp(placement) FILTER (outcome = 1) / sum(outcome) +
      var_samp(placement) FILTER (outcome = 0) / (count(*) - sum(outcome)) AS variance,
    max(abs(hits_below / m - (below - hits_below) / k)) AS ks,
    sum(outcome * (m - hits_below) / (m + k - below)) / sum(outcome) AS average_precision,
    corr(below + upto, outcome) AS spearman, corr(score, outcome) AS point_biserial
  FROM ranked`;

// Obuchowski's: the rows of a person go together.
const clustered = `WITH a AS (SELECT avg(placement) FILTER (outcome = 1) AS auc FROM ranked),
  c AS (SELECT person, any_value(m) AS m, any_value(k) AS k, sum(outcome) AS with_it, count(*) - sum(outcome) AS without,
          coalesce(sum(placement - auc) FILTER (outcome = 1), 0) AS d1,
          coalesce(sum(placement - auc) FILTER (outcome = 0), 0) AS d0 FROM ranked, a GROUP BY person),
  t AS (SELECT any_value(m) AS m, any_value(k) AS k, count(*) FILTER (with_it > 0) AS i1,
          count(*) FILTER (without > 0) AS i0, count(*) AS i, sum(d1 * d1) AS s1, sum(d0 * d0) AS s0,
          sum(d1 * d0) AS s10 FROM c)
  SELECT i1 / (i1 - 1) * s1 / m / m + i0 / (i0 - 1) * s0 / k / k + 2 * i / (i - 1) * s10 / m / k AS variance FROM t`;

// Best first.
const tenths = 'SELECT 11 - tenth, sum(outcome) AS positives FROM ranked GROUP BY tenth ORDER BY tenth DESC';

const byBand = (table) => `SELECT band, count(*) AS n, sum(outcome) AS positives FROM ${table} GROUP BY band ORDER BY band`;

// How many rows a band would have, were they people who know nothing of each other.
const effective = (table) => `WITH b AS (SELECT band, avg(outcome) AS rate, count(*) AS n FROM ${table} GROUP BY band),
  c AS (SELECT t.person, t.band, any_value(rate) AS rate, any_value(n) AS n, sum(outcome - rate) AS d
        FROM ${table} t JOIN b USING (band) GROUP BY t.person, t.band)
  SELECT band, any_value(rate * (1 - rate)) / (count(*) / (count(*) - 1) * sum(d * d) / any_value(n) / any_value(n))
  FROM c GROUP BY band ORDER BY band`;

// What the ranks alone give, for a peer that does less than the other side.
const areas = (date) => `WITH l AS (SELECT s.score, s.outcome,
      rank() OVER (ORDER BY s.score) + (count(*) OVER (PARTITION BY s.score) - 1) / 2.0 AS r,
      ntile(10) OVER (ORDER BY s.score DESC) AS tenth FROM (${labelled(date)}) s)
  SELECT tenth, count(*) AS n, sum(outcome) AS positives, sum(r * outcome) AS ranks FROM l GROUP BY tenth ORDER BY tenth`;

async function rows(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRows();
}

// The logistic that turns a score into a probability, by Newton's steps on a part of the people, as Platt has it.
async function fit(connection, table, part, start) {
  const [[n, m]] = (await rows(connection, `SELECT count(*), sum(outcome) FROM ${table} WHERE ${part}`))
    .map((row) => row.map(Number));
  const target = `CASE WHEN outcome = 1 THEN ${(m + 1) / (m + 2)} ELSE ${1 / (n - m + 2)} END`;
  let [b0, b1] = start ?? [Math.log((m + 1) / (n - m + 1)), 0];
  for (let step = 0; step < 50; step++) {
    const [[g0, g1, h00, h01, h11]] = await rows(connection, `WITH p AS (SELECT score, ${target} AS y,
        1 / (1 + exp(-(${b0} + ${b1} * score))) AS p FROM ${table} WHERE ${part})
      SELECT sum(y - p), sum((y - p) * score), sum(p * (1 - p)), sum(p * (1 - p) * score),
        sum(p * (1 - p) * score * score) FROM p`);
    const determinant = h00 * h11 - h01 * h01;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    b0 += d0;
    b1 += d1;
    if (Math.abs(d0) <= 1e-9 * Math.max(1, Math.abs(b0)) && Math.abs(d1) <= 1e-9 * Math.max(1, Math.abs(b1)))
      break;
  }
  return [b0, b1];
}

// Each half of the people is read with what the other half taught; the outcome by probability shows how well.
async function reliability(connection, table) {
  const all = await fit(connection, table, 'true');
  const even = await fit(connection, table, 'half = 0', all);
  const odd = await fit(connection, table, 'half = 1', all);
  const p = (of) => `1 / (1 + exp(-(${of[0]} + ${of[1]} * score)))`;
  const bins = await rows(connection, `WITH p AS (SELECT outcome,
        CASE WHEN half = 0 THEN ${p(odd)} ELSE ${p(even)} END AS p FROM ${table}),
      b AS (SELECT outcome, p, least(9, floor(p * 10)) AS bin FROM p)
    SELECT bin, count(*), avg(p), avg(outcome), sum((p - outcome) * (p - outcome)) FROM b GROUP BY bin ORDER BY bin`);
  const n = bins.reduce((sum, row) => sum + Number(row[1]), 0);
  return { fit: all, brier: bins.reduce((sum, row) => sum + row[4], 0) / n };
}

async function measure(connection, table, isPooled) {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ranked AS ${ranked(table)}`);
  const [[n, positives, auc, variance, ks, averagePrecision, spearman, pointBiserial]] = await rows(connection, figures);
  const result = { n: Number(n), positives: Number(positives), auc, variance, ks, average_precision: averagePrecision,
    spearman, point_biserial: pointBiserial };
  result.tenths = (await rows(connection, tenths)).map((row) => Number(row[1]));
  result.bands = (await rows(connection, byBand(table))).map((row) => [Number(row[1]), Number(row[2])]);
  if (isPooled) {
    [[result.variance]] = await rows(connection, clustered);
    result.effective = (await rows(connection, effective(table))).map((row) => row[1]);
  }
  return { ...result, ...await reliability(connection, table) };
}

// Scores, areas and tenths alone.
export async function runAreas(connection) {
  const result = [];
  for (const date of dates) {
    const answer = await rows(connection, areas(`TIMESTAMPTZ '${date}'`));
    const sum = (k) => answer.reduce((total, row) => total + Number(row[k]), 0);
    const m = sum(2);
    result.push((sum(3) - m * (m + 1) / 2) / (m * (sum(1) - m)));
  }
  return result;
}

// All that the other side finds, for every date and for all rows together.
export async function runBacktest(connection) {
  const result = [];
  await connection.run('CREATE OR REPLACE TEMP TABLE pooled (person VARCHAR, score DOUBLE, outcome INT, band INT, half INT)');
  for (const date of dates) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE labelled AS ${labelled(`TIMESTAMPTZ '${date}'`)}`);
    result.push(await measure(connection, 'labelled', false));
    await connection.run('INSERT INTO pooled SELECT * FROM labelled');
  }
  result.push(await measure(connection, 'pooled', true));
  return result;
}
