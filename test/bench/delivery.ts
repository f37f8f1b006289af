import { measurePosts } from './count-posts.ts';
import { measureDelivery } from './measure-delivery.ts';
import { tellDelivery, tellPosts } from './tell-rows.ts';

tellPosts(await measurePosts());
tellDelivery(await measureDelivery());
