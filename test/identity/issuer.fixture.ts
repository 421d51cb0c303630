import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';

export interface SigningKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

export async function signingKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, ...pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' } };
}

/** An OpenID Connect issuer on a port of its own: a discovery document and a set of keys, both counted. */
export class TestIssuer {
  keys: SigningKey[] = [];
  /** What it answers instead of its keys. */
  answer: { status: number; body: string } | null = null;
  /** The issuer that its discovery document names, where that is another. */
  pretends: string | null = null;
  readonly asked: string[] = [];
  private server: Server | null = null;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}/realms/news`;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const { status, body } = this.answer ?? {
        status: 200,
        body: JSON.stringify(this.page(path)),
      };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private page(path: string): unknown {
    if (path.endsWith('/.well-known/openid-configuration')) {
      return { issuer: this.pretends ?? this.url, jwks_uri: `${this.url}/certs` };
    }
    return { keys: this.keys.map(({ jwk }) => jwk) };
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  /** A token as the issuer makes it, but for the claims given; of `undefined` ones, without. */
  token(key: SigningKey, claims: JWTPayload = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: this.url,
      aud: 'broadsheet',
      sub: 'anna',
      iat: now,
      exp: now + 300,
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .sign(key.privateKey);
  }
}
