// sys.extended_properties: the class and ids that a property hangs on.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Reading;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class ExtendedProperties(Draft draft, Principals principals, Columns columns, Indexes indexes, Storage storage, Func<TSqlObject, int?> typeId)
{
    private readonly TSqlParser parser = ParserVersion.Create(draft.Schema.Version, quotedIdentifiers: true);

    public void Add()
    {
        foreach (var property in draft.Ordered(ExtendedProperty.TypeClass))
        {
            var host = property.One(ExtendedProperty.Host);
            var (kind, word, major, minor) = host is null ? (0, "DATABASE", 0, 0) : PlaceOf(host);
            using var reader = new StringReader(property.Text(ExtendedProperty.Value) ?? "NULL");
            draft.Add("sys.extended_properties", new Row
            {
                ["class"] = kind,
                ["class_desc"] = word,
                ["major_id"] = major,
                ["minor_id"] = minor,
                ["name"] = property.Simple(),
                ["value"] = Variants.Of(parser.ParseExpression(reader, out _)),
            });
        }
    }

    private (int Class, string Word, int Major, int Minor) PlaceOf(TSqlObject host)
    {
        var type = host.ObjectType;
        var owner = host.GetParent(DacQueryScopes.All);
        if (type == DatabaseOptions.TypeClass) return (0, "DATABASE", 0, 0);
        if (type == Microsoft.SqlServer.Dac.Model.Schema.TypeClass) return (3, "SCHEMA", principals.Schema(host.Simple()), 0);
        if (type == User.TypeClass || type == Role.TypeClass || type == ApplicationRole.TypeClass)
            return (4, "DATABASE_PRINCIPAL", principals.Principal(host.Simple()), 0);
        if (type == DataType.TypeClass || type == TableType.TypeClass) return (6, "TYPE", typeId(host) ?? 0, 0);
        if (type == TableTypeColumn.TypeClass && owner is not null) return (8, "TYPE_COLUMN", typeId(owner) ?? 0, columns.Id(host));
        if (type == XmlSchemaCollection.TypeClass) return (10, "XML_SCHEMA_COLLECTION", columns.XmlCollectionId(host), 0);
        if (type == Filegroup.TypeClass || type == PartitionScheme.TypeClass) return (20, "DATASPACE", storage.SpaceId(host), 0);
        if (type == PartitionFunction.TypeClass) return (21, "PARTITION_FUNCTION", Storage.FunctionId(draft, host.Simple()), 0);
        if (owner is null) return (1, "OBJECT_OR_COLUMN", draft.Ids.Object(host), 0);
        if (type == Column.TypeClass) return (1, "OBJECT_OR_COLUMN", draft.Ids.Object(owner), columns.Id(host));
        if (type == Parameter.TypeClass)
            return (2, "PARAMETER", draft.Ids.Object(owner), owner.Related("Parameters").Select(other => other.Key()).ToList().IndexOf(host.Key()) + 1);
        return indexes.Id(host) is > 0 and var id && type != PrimaryKeyConstraint.TypeClass && type != UniqueConstraint.TypeClass
            ? (7, "INDEX", draft.Ids.Object(owner), id)
            : (1, "OBJECT_OR_COLUMN", draft.Ids.Object(host), 0);
    }
}
