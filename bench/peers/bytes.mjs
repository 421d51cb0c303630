// The limit of any cache: node:http that answers with bytes it has; with ALL_HEADERS, with the headers of the answer cache too.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.env.ANSWERS_FILE, 'utf8'))).map(
    ([name, { text, headers }]) => {
      const body = Buffer.from(text);
      const own = process.env.ALL_HEADERS ? headers : ['content-type', 'application/json'];
      return [`/${name}`, { body, headers: [...own, 'content-length', body.length] }];
    },
  ),
);

createServer(({ url }, response) => {
  const answer = answers.get(url.split('?', 1)[0]);
  if (!answer) return response.writeHead(404).end();
  response.writeHead(200, answer.headers);
  response.end(answer.body);
}).listen(Number(process.env.PORT));
