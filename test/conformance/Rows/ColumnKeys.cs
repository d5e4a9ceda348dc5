// Keys of encrypted columns, and those that they are encrypted with.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class ColumnKeys(Draft draft)
{
    public void Add()
    {
        foreach (var key in draft.Ordered(ColumnMasterKey.TypeClass)) AddMaster(key);
        foreach (var key in draft.Ordered(ColumnEncryptionKey.TypeClass)) AddKey(key);
    }

    private void AddMaster(TSqlObject key) => draft.Add("sys.column_master_keys", new Row
    {
        ["name"] = key.Simple(),
        ["column_master_key_id"] = draft.Ids.Number("column master key", key.Key(), 1),
        ["key_store_provider_name"] = key.Text(ColumnMasterKey.KeyStoreProviderName),
        ["key_path"] = key.Text(ColumnMasterKey.KeyPath),
        ["allow_enclave_computations"] = key.Is(ColumnMasterKey.AllowEnclaveComputations),
        ["signature"] = key.Text(ColumnMasterKey.Signature) is { Length: > 0 } signature ? signature : null,
    });

    private void AddKey(TSqlObject key)
    {
        var id = draft.Ids.Number("column encryption key", key.Key(), 1);
        draft.Add("sys.column_encryption_keys", new Row { ["name"] = key.Simple(), ["column_encryption_key_id"] = id });
        foreach (var value in key.Many(ColumnEncryptionKey.ColumnEncryptionKeyValue))
            draft.Add("sys.column_encryption_key_values", new Row
            {
                ["column_encryption_key_id"] = id,
                ["column_master_key_id"] = value.One(ColumnEncryptionKeyValue.ColumnMasterKey) is { } master
                    ? draft.Ids.Number("column master key", master.Key(), 1)
                    : null,
                ["encrypted_value"] = value.Text(ColumnEncryptionKeyValue.EncryptedValue),
                ["encryption_algorithm_name"] = value.Text(ColumnEncryptionKeyValue.EncryptionAlgorithm),
            });
    }
}
