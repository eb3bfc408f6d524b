using System.Buffers;

namespace Tracker.Modules.Identity.Passwords;

/// <summary>
/// The text of a bcrypt hash, 60 characters: <c>$2b$12$</c>, 22 characters of salt, 31 of hash. The first 29 are the setting.
/// </summary>
internal static class BcryptText
{
    public const int SettingLength = 29;
    public const int MinCost = 4;
    public const int MaxCost = 31;

    private const int HashLength = 60;
    private const int SaltStart = 7;
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Creates a setting with a new random salt.</summary>
    public static string NewSetting(int cost) => BCrypt.Net.BCrypt.GenerateSalt(cost, 'b');

    /// <summary>
    /// Whether the text is a hash that may be verified. <c>$2x$</c>, a broken variant, is not. The portable implementation accepts that
    /// variant and throws on malformed hashes.
    /// </summary>
    public static bool IsHash(string text) =>
        text.Length == HashLength
        && text[0] == '$' && text[1] == '2' && text[2] is 'a' or 'b' or 'y' && text[3] == '$'
        && int.TryParse(text.AsSpan(4, 2), System.Globalization.NumberStyles.None, null, out var cost) && cost is >= MinCost and <= MaxCost
        && text[6] == '$' && !text.AsSpan(SaltStart).ContainsAnyExcept(Alphabet);
}
