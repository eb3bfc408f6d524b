using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Modules.Identity.Passwords;

/// <summary>bcrypt of the system's libcrypt (libxcrypt), which every Debian has.</summary>
internal sealed unsafe class LibcryptBcrypt : IBcrypt
{
    // sizeof(struct crypt_data) of libxcrypt.
    private const int DataSize = 32768;

    private readonly delegate* unmanaged<byte*, byte*, void*, int, byte*> crypt;

    private LibcryptBcrypt(nint function) => crypt = (delegate* unmanaged<byte*, byte*, void*, int, byte*>)function;

    /// <summary>Null when the library is missing or its bcrypt is wrong (musl's has no <c>crypt_rn</c>).</summary>
    public static LibcryptBcrypt? TryLoad()
    {
        foreach (var name in (ReadOnlySpan<string>)["libcrypt.so.1", "libcrypt.so.2"])
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "crypt_rn", out var function)
                && new LibcryptBcrypt(function) is var found && found.IsRight())
            {
                return found;
            }
        }

        return null;
    }

    public string Compute(ReadOnlySpan<byte> password, string setting) =>
        TryCompute(password, setting) ?? throw new InvalidOperationException("libcrypt refused a bcrypt setting");

    private bool IsRight()
    {
        const string known = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
        return TryCompute("correct horse"u8, known[..BcryptText.SettingLength]) == known;
    }

    private string? TryCompute(ReadOnlySpan<byte> password, string setting)
    {
        Span<byte> key = stackalloc byte[password.Length + 1];
        Span<byte> settingBytes = stackalloc byte[BcryptText.SettingLength + 1];
        key[^1] = settingBytes[^1] = 0;
        password.CopyTo(key);
        Encoding.ASCII.GetBytes(setting, settingBytes);
        var data = NativeMemory.AllocZeroed(DataSize);
        try
        {
            fixed (byte* keyText = key, settingText = settingBytes)
            {
                var result = Marshal.PtrToStringAnsi((nint)crypt(keyText, settingText, data, DataSize));
                return result is null || result.StartsWith('*') ? null : result;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            NativeMemory.Clear(data, DataSize);
            NativeMemory.Free(data);
        }
    }
}
