using Shouldly;
using Tracker.Platform.Security;

namespace Tracker.Tests.Platform.Security;

public sealed class SecretTests
{
    [Fact]
    public void A_secret_does_not_print_its_value()
    {
        $"{new Secret("correct horse")} {OpaqueToken.Create()}".ShouldBe("*** ***");
    }

    [Fact]
    public void A_secret_is_measured_in_bytes() => new Secret("é😀").Length.ShouldBe(6);

    [Fact]
    public void An_empty_signing_secret_is_refused()
    {
        Should.Throw<ArgumentException>(() => new SigningKeys(new Secret("")));
        Should.Throw<ArgumentException>(() => new SigningKeys(new Secret("x"), new Secret("")));
    }

    [Fact]
    public void Opaque_tokens_differ_and_are_found_by_their_hash()
    {
        var (one, other) = (OpaqueToken.Create(), OpaqueToken.Create());

        one.Text.ShouldMatch("^[A-Za-z0-9_-]{43}$");
        one.Text.ShouldNotBe(other.Text);
        OpaqueToken.HashOf(one.Text).ShouldBe(one.Hash);
        one.Hash.Length.ShouldBe(32);
    }

    [Fact]
    public void A_generated_signing_secret_has_enough_bytes() =>
        new Secret(Secret.NewText()).Length.ShouldBeGreaterThanOrEqualTo(SigningKeys.RecommendedBytes);
}
