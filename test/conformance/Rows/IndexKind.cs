// Which type of sys.indexes an element of the model is.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class IndexKind
{
    private static readonly string[] Words =
    [
        "HEAP", "CLUSTERED", "NONCLUSTERED", "XML", "SPATIAL", "CLUSTERED COLUMNSTORE", "NONCLUSTERED COLUMNSTORE", "NONCLUSTERED HASH",
    ];

    public static int Of(TSqlObject index)
    {
        if (index.ObjectType == XmlIndex.TypeClass || index.ObjectType == SelectiveXmlIndex.TypeClass) return 3;
        if (index.ObjectType == SpatialIndex.TypeClass) return 4;
        if (index.ObjectType == ColumnStoreIndex.TypeClass) return IsClustered(index) ? 5 : 6;
        if (index.Named("Hash") is true) return 7;
        return IsClustered(index) ? 1 : 2;
    }

    public static bool IsClustered(TSqlObject index) => index.Named("Clustered") is true;

    public static bool IsKey(TSqlObject index) =>
        index.ObjectType == PrimaryKeyConstraint.TypeClass || index.ObjectType == UniqueConstraint.TypeClass;

    /// <summary>Whether something stands where the clustered index does when nothing is written: a key is made with its table, before an index moves that.</summary>
    public static bool Moves(TSqlObject clustered, TSqlObject kept) => !IsKey(kept) || IsKey(clustered);

    /// <summary>The clustered one first, keys, then indexes; primary XML indexes before secondary ones.</summary>
    public static int Rank(TSqlObject index) =>
        IsClustered(index) ? 0
        : index.ObjectType == PrimaryKeyConstraint.TypeClass ? 1
        : index.ObjectType == UniqueConstraint.TypeClass ? 2
        : index.Named("IsPrimary") is false ? 4 : 3;

    public static string Describe(int type) => Words[type];
}
