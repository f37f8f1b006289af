import { measureDelivery } from './measure-delivery.ts';
import { tellDelivery } from './tell-rows.ts';

tellDelivery(await measureDelivery());
