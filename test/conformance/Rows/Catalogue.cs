// The rows of a model: each kind after what it points to.
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class Catalogue
{
    public static IReadOnlyList<ViewRow> Of(SchemaModel schema)
    {
        var draft = new Draft(schema);
        var principals = new Principals(draft);
        var objects = new SchemaObjects(draft, principals);
        var types = new Types(draft, principals, objects);
        var storage = new Storage(draft, types);
        var columns = new Columns(draft, types);
        new Tables(draft, objects, columns, storage).Add();
        var modules = new Modules(draft, objects, principals, columns, types);
        modules.Add();
        var indexes = new Indexes(draft, objects, columns, storage);
        indexes.Add();
        new UserStatistics(draft, columns).Add();
        new Constraints(draft, objects, columns, indexes).Add();
        new Triggers(draft, objects, modules).Add();
        new External(draft, objects, columns).Add();
        new ColumnKeys(draft).Add();
        new Guards(draft, objects).Add();
        new Broker(draft, objects, principals, columns).Add();
        new FullText(draft, principals, columns, indexes, storage).Add();
        new Others(draft, objects, principals, columns, types).Add();
        new Dependencies(draft, columns, types.OwnId).Add();
        new ExtendedProperties(draft, principals, columns, indexes, storage, types.OwnId).Add();
        return draft.Rows;
    }
}
