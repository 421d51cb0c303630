import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import { type Delivery, type Outcome } from './webhook-delivery.commands';

const TIMEOUT_MS = 10_000;
const GONE = 410;

/**
 * Sends a delivery, signed as Standard Webhooks has it. Its address is the operator's, who may well mean one of the
 * own network; redirects are not followed, for they are the receiver's.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function sendWebhook(
  { id, url, body }: Delivery,
  secret: string,
  timeoutMs = TIMEOUT_MS,
): Promise<Outcome> {
  const now = new Date();
  const messageId = `msg_${id}`;
  try {
    const response = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Broadsheet/0.1 (webhooks)',
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(messageId, now, body),
      },
      body,
      // Deliveries are rare; a connection that is kept would be one that the receiver has closed by the next.
      reset: true,
      signal: AbortSignal.timeout(timeoutMs),
    });
    // What it says beyond its status is nobody's business here.
    response.body.on('error', () => undefined).destroy();
    const { statusCode } = response;
    const isDelivered = statusCode >= 200 && statusCode < 300;
    return { isDelivered, isFinal: statusCode === GONE, answer: `HTTP ${statusCode}` };
  } catch (error) {
    // An abort is a DOMException, which is not an Error everywhere.
    const { message } = error as { message?: string };
    return { isDelivered: false, isFinal: false, answer: message ?? 'It failed.' };
  }
}
