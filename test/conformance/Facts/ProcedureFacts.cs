// EXEC of a system procedure that changes security.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Facts;

internal static class ProcedureFacts
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "sp_add_trusted_assembly", "sp_drop_trusted_assembly",
        "sp_addsrvrolemember", "sp_dropsrvrolemember", "sp_addrolemember", "sp_droprolemember",
        "sp_configure",
        "sp_addmessage", "sp_altermessage", "sp_dropmessage",
        "sp_addlogin", "sp_droplogin", "sp_grantlogin", "sp_revokelogin", "sp_denylogin", "sp_password",
        "sp_defaultdb", "sp_defaultlanguage",
        "sp_adduser", "sp_dropuser", "sp_grantdbaccess", "sp_revokedbaccess", "sp_change_users_login",
        "sp_addrole", "sp_droprole", "sp_addapprole", "sp_dropapprole", "sp_approlepassword",
        "sp_changedbowner", "sp_changeobjectowner",
        "sp_settriggerorder", "sp_xp_cmdshell_proxy_account",
        "sp_addlinkedserver", "sp_serveroption", "sp_setnetname", "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver",
        "sp_add_proxy", "sp_update_proxy", "sp_delete_proxy",
        "sp_grant_proxy_to_subsystem", "sp_revoke_proxy_from_subsystem",
        "sp_grant_login_to_proxy", "sp_revoke_login_from_proxy",
        "sp_update_job", "sp_add_job", "sp_delete_job",
        "sp_add_operator", "sp_update_operator", "sp_delete_operator", "sp_add_category", "sp_delete_category",
        "sysmail_add_principalprofile_sp", "sysmail_update_principalprofile_sp", "sysmail_delete_principalprofile_sp",
    };

    public static StatementFact? Of(ExecuteStatement execute, Folder folder)
    {
        if (execute.ExecuteSpecification.ExecutableEntity is not ExecutableProcedureReference call) return null;
        var procedure = call.ProcedureReference?.ProcedureReference?.Name;
        if (procedure is null || procedure.ServerIdentifier is { Value.Length: > 0 } || !Known.Contains(procedure.BaseIdentifier.Value)) return null;
        return new StatementFact
        {
            Verb = "EXEC",
            Name = procedure.BaseIdentifier.Value,
            Database = procedure.DatabaseIdentifier is { Value.Length: > 0 } database ? database.Value : null,
            Arguments = [.. call.Parameters.Select(argument => Argument(argument, folder))],
        };
    }

    private static ArgumentPart Argument(ExecuteParameter argument, Folder folder)
    {
        var (type, value) = Value(argument.ParameterValue, folder);
        return new ArgumentPart(argument.Variable?.Name, type, value);
    }

    private static (string Type, string? Value) Value(ScalarExpression? value, Folder folder) => value switch
    {
        null or DefaultLiteral => ("default", null),
        StringLiteral literal => ("string", literal.Value),
        BinaryLiteral literal => ("binary", literal.Value),
        IntegerLiteral literal => ("integer", literal.Value),
        NullLiteral => ("null", null),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative, Expression: IntegerLiteral literal } => ("integer", $"-{literal.Value}"),
        IdentifierLiteral word => ("word", word.Value),
        VariableReference variable when folder.Fold(variable) is { IsKnown: true, Values: [{ } text] } => ("string", text.Value),
        VariableReference variable => ("variable", variable.Name),
        _ => ("expression", Reading.SourceText.Of(value)),
    };
}
