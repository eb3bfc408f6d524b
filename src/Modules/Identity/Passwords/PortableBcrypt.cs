using System.Text;

namespace Tracker.Modules.Identity.Passwords;

/// <summary>Managed bcrypt for machines without libcrypt; it takes about a third more processor time.</summary>
internal sealed class PortableBcrypt : IBcrypt
{
    public string Compute(ReadOnlySpan<byte> password, string setting) =>
        BCrypt.Net.BCrypt.HashPassword(Encoding.UTF8.GetString(password), setting);
}
