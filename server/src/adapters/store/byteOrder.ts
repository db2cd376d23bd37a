import {
  OperationNodeTransformer,
  RawNode,
  type ColumnDefinitionNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely'

/**
 * Makes every `text` column of PostgreSQL compare by its bytes, as SQLite's do: order and ranges are the same on both,
 * whatever language the database was made for, and `like 'prefix%'` uses an index.
 */
export class ByteOrderedText implements KyselyPlugin {
  readonly #transformer = new ColumnTransformer()

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId)
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result)
  }
}

class ColumnTransformer extends OperationNodeTransformer {
  protected override transformColumnDefinition(
    node: ColumnDefinitionNode,
    queryId: QueryId,
  ): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node, queryId)
    return isText(column.dataType)
      ? { ...column, dataType: RawNode.createWithSql('text collate "C"') }
      : column
  }
}

function isText(type: OperationNode): boolean {
  return 'dataType' in type && type.dataType === 'text'
}
