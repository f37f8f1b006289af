import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TABLE } from '../../lib/config/names.ts';

type TableAction = 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** The tickets, the notices and the state items. It outlives the stack: it is the team's record, and the outbox (R25). */
export class TicketTable extends Construct {
  readonly tableName: string;
  private readonly tableArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
      sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
      globalSecondaryIndexes: [index(TABLE.attention), index(TABLE.closed)],
      timeToLiveAttribute: TABLE.expiryAttribute,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.tableName = table.tableName;
    this.tableArn = table.tableArn;
  }

  /** Allows a role these requests on items, and `Query` on the indexes named too; nothing else. */
  allow(
    role: IRole,
    actions: readonly TableAction[],
    indexes: readonly Pick<IndexNames, 'name'>[] = [],
  ): void {
    role.addToPrincipalPolicy(statement(actions, [this.tableArn]));
    if (indexes.length === 0) return;
    const indexArns = indexes.map(({ name }) => `${this.tableArn}/index/${name}`);
    role.addToPrincipalPolicy(statement(['Query'], indexArns));
  }
}

type IndexNames = {
  name: string;
  partitionKey: string;
  sortKey: string;
  projected: readonly string[];
};

/** Both indexes are by a text and a time. */
const index = ({ name, partitionKey, sortKey, projected }: IndexNames): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: { name: partitionKey, type: AttributeType.STRING },
  sortKey: { name: sortKey, type: AttributeType.NUMBER },
  projectionType: ProjectionType.INCLUDE,
  nonKeyAttributes: [...projected],
});

const statement = (actions: readonly TableAction[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources });
