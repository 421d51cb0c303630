import { type EntityManager } from 'typeorm';
import {
  type Delivery,
  enqueueDeliveries,
  forgetWebhooks,
  pruneDeliveries,
  settle,
  takeDue,
} from './webhook-delivery.commands';
import { sendWebhook } from './webhook.request';

/** How many deliveries to one address may be under way at once. */
const AT_ONCE = 8;

export interface WebhookSenderOptions {
  urls: readonly string[];
  /** `null` where there are no addresses. */
  secret: string | null;
  /** For noting how deliveries went, after the job that began them. */
  manager: EntityManager;
  onError: (error: unknown) => void;
  timeoutMs?: number;
}

/** Tells the configured addresses what happens. A slow one holds up no other. */
export class WebhookSender {
  private readonly underWay = new Map<string, Set<Promise<void>>>();

  constructor(private readonly options: WebhookSenderOptions) {}

  /** Writes down what is new and begins what is due; a job runs it every second. */
  async round(manager: EntityManager): Promise<void> {
    const { urls, secret } = this.options;
    if (urls.length === 0 || secret === null) {
      await forgetWebhooks(manager);
      return;
    }
    await enqueueDeliveries(manager, urls);
    for (const url of urls) {
      const sending = this.underWay.get(url) ?? new Set();
      this.underWay.set(url, sending);
      for (const delivery of await takeDue(manager, url, AT_ONCE - sending.size)) {
        const sent = this.deliver(delivery, secret).finally(() => sending.delete(sent));
        sending.add(sent);
      }
    }
  }

  /** Forgets what was settled long ago. */
  prune(manager: EntityManager): Promise<void> {
    return pruneDeliveries(manager);
  }

  /** Waits for what is under way; each delivery takes ten seconds at most. */
  async close(): Promise<void> {
    await Promise.all([...this.underWay.values()].flatMap((sending) => [...sending]));
  }

  /** What cannot be noted is sent again when its lease is over. */
  private async deliver(delivery: Delivery, secret: string): Promise<void> {
    const { manager, onError, timeoutMs } = this.options;
    try {
      await settle(manager, delivery, await sendWebhook(delivery, secret, timeoutMs));
    } catch (error) {
      onError(error);
    }
  }
}
