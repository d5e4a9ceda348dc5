using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Folding;

/// <summary>A declared character type: Unicode or not, and its length (null is max).</summary>
internal sealed record CharacterType(bool National, int? Length)
{
    private const int SysnameLength = 128;

    /// <summary>The character type of a declaration; null for every other type.</summary>
    public static CharacterType? Of(DataTypeReference? type, int undeclaredLength) => type switch
    {
        SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar } known =>
            new CharacterType(true, LengthOf(known, undeclaredLength)),
        SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.VarChar or SqlDataTypeOption.Char } known =>
            new CharacterType(false, LengthOf(known, undeclaredLength)),
        UserDataTypeReference { Name.BaseIdentifier.Value: "sysname" } => new CharacterType(true, SysnameLength),
        _ => null,
    };

    private static int? LengthOf(SqlDataTypeReference type, int undeclaredLength) => type.Parameters switch
    {
        [MaxLiteral] => null,
        [IntegerLiteral length] => int.Parse(length.Value, null),
        _ => undeclaredLength,
    };
}
