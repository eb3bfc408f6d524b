using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>A system's rules for usernames. Lengths count Unicode code points.</summary>
public sealed record UsernameRules(int MinLength, int MaxLength)
{
    /// <param name="username">Trimmed.</param>
    public bool Accepts(string username) =>
        !VisibleText.IsBlank(username)
        && username.EnumerateRunes().Count() is var length && length >= MinLength && length <= MaxLength;
}
