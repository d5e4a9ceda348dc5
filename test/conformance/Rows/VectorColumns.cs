// Types that the model knows nothing of: how many numbers a vector has, and of which sort.
using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Rows;

internal static class VectorColumns
{
    /// <summary>The columns that only a vector fills.</summary>
    public static Row Of(DataTypeReference? written) => Dimensions(written) is { } dimensions
        ? new Row
        {
            ["vector_dimensions"] = dimensions,
            ["vector_base_type"] = IsHalf(written) ? 1 : 0,
            ["vector_base_type_desc"] = IsHalf(written) ? "float16" : "float32",
        }
        : [];

    public static int? Dimensions(DataTypeReference? written) =>
        written is VectorDataTypeReference { Dimension.Value: { } digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    private static bool IsHalf(DataTypeReference? written) =>
        (written as VectorDataTypeReference)?.BaseType?.Value.Equals("float16", StringComparison.OrdinalIgnoreCase) == true;
}
