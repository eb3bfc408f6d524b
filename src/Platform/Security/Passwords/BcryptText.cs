using System.Buffers;
using System.Security.Cryptography;

namespace Tracker.Platform.Security.Passwords;

/// <summary>The text of a bcrypt hash: <c>$2b$12$</c>, 22 characters of salt, 31 of hash; 60 in all. The first 29 are the setting.</summary>
internal static class BcryptText
{
    public const int SettingLength = 29;
    public const int MinCost = 4;
    public const int MaxCost = 31;

    private const int HashLength = 60;
    private const int SaltStart = 7;
    private const string Ours = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Ours);

    /// <summary>A setting with a new random salt.</summary>
    public static string NewSetting(int cost) => $"$2b${cost:00}${Encode(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>True for hashes that may be checked. <c>$2x$</c>, the name of a broken variant, is not among them.</summary>
    public static bool IsHash(string text) =>
        text.Length == HashLength
        && text[0] == '$' && text[1] == '2' && text[2] is 'a' or 'b' or 'y' && text[3] == '$'
        && int.TryParse(text.AsSpan(4, 2), System.Globalization.NumberStyles.None, null, out var cost) && cost is >= MinCost and <= MaxCost
        && text[6] == '$' && !text.AsSpan(SaltStart).ContainsAnyExcept(Alphabet);

    public static int CostOf(string setting) => int.Parse(setting.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);

    public static byte[] SaltOf(string setting)
    {
        Span<char> base64 = stackalloc char[24];
        for (var i = 0; i < 22; i++)
        {
            base64[i] = Base64[Ours.IndexOf(setting[SaltStart + i])];
        }

        // Two of the last character's six bits belong to the salt; the rest is spare.
        base64[21] = Base64[Ours.IndexOf(setting[SaltStart + 21]) & 0b110000];
        base64[22] = base64[23] = '=';
        var salt = new byte[16];
        Convert.TryFromBase64Chars(base64, salt, out _);
        return salt;
    }

    /// <summary>Base64 with bcrypt's own alphabet and without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create((bytes.Length * 4 + 2) / 3, Convert.ToBase64String(bytes), static (text, base64) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Ours[Base64.IndexOf(base64[i])];
            }
        });
}
