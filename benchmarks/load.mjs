// Ask one address as fast as it goes, over some connections, for some seconds. Reads its options as
// JSON from standard input ({url, connections, seconds, requests: [{method, path, headers, body}]})
// and writes what it saw as JSON: requests per second, p50/p95/p99 in milliseconds, and each status.
// Every connection does all requests in turn, and each begins with another one.
import autocannon from 'autocannon'

const { url, connections, seconds, requests } = JSON.parse(await read(process.stdin))
const times = []
const statuses = {}
let begun = 0
const run = autocannon({ url, connections, duration: seconds, requests, timeout: 30, setupClient })
run.on('response', (_client, status, _bytes, time) => {
  times.push(time)
  statuses[status] = (statuses[status] ?? 0) + 1
})
const { duration, errors, timeouts } = await run
times.sort((one, other) => one - other)
const at = part => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? null
process.stdout.write(
  JSON.stringify({
    rate: times.length / duration,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    statuses,
    failed: errors + timeouts
  })
)

function setupClient (client) {
  const first = begun++ % requests.length
  client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
}

async function read (stream) {
  let text = ''
  for await (const part of stream) text += part
  return text
}
