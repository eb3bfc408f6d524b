using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Security;

namespace Tracker.Tests.Modules.Identity;

public sealed class FormTests
{
    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("a.b+tag@sub.example-site.co")]
    [InlineData("o'brien_99%x@example.com")]
    [InlineData("jörg@münchen.de")]
    [InlineData("संपर्क@डेटा.भारत")]
    [InlineData("𝐚nn@example.com")]
    public void An_address_is_accepted_as_it_was_typed(string text)
    {
        EmailAddress.TryParse(text, out var address).ShouldBeTrue();
        address!.Value.ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann@localhost")]
    [InlineData("ann@@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("ann@example.com ")]
    [InlineData("an n@example.com")]
    [InlineData("ann@exa mple.com")]
    [InlineData(".ann@example.com")]
    [InlineData("ann.@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("ann@.com")]
    [InlineData("ann@example..com")]
    [InlineData("ann@example.com.")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@example.c")]
    [InlineData("ann@127.0.0.1")]
    [InlineData("ann\r\nBcc: x@example.com")]
    [InlineData("ann\0@example.com")]
    public void An_address_of_the_wrong_form_is_refused(string? text) => EmailAddress.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(64, 186, true)]
    [InlineData(65, 100, false)]
    [InlineData(64, 187, false)]
    public void An_address_has_a_minimum_and_maximum_length(int local, int domainBeforeTop, bool accepted)
    {
        var domain = string.Join('.', new string('d', domainBeforeTop).Chunk(60).Select(label => new string(label)));
        domain = domain[..domainBeforeTop];

        EmailAddress.TryParse($"{new string('a', local)}@{domain}.com", out var address).ShouldBe(accepted);

        if (accepted)
        {
            address!.Value.Length.ShouldBe(EmailAddress.MaxLength);
        }
    }

    [Fact]
    public void All_faults_of_a_password_are_reported_together()
    {
        new PasswordRules(8, NeedsEveryKind: true).TryAccept("", out var password, out var faults).ShouldBeFalse();

        password.ShouldBeNull();
        faults.ShouldBe(
            [PasswordFault.TooShort, PasswordFault.NoUppercase, PasswordFault.NoLowercase, PasswordFault.NoDigit, PasswordFault.NoSpecial]);
    }

    [Fact]
    public void A_letter_outside_ASCII_is_not_a_special_character()
    {
        new PasswordRules(8, NeedsEveryKind: true).TryAccept("Aa1aaaa𝐀", out _, out var faults).ShouldBeFalse();
        faults.ShouldBe([PasswordFault.NoSpecial]);
        new PasswordRules(8, NeedsEveryKind: true).TryAccept("Aa1aaa😀x", out _, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("short12", PasswordFault.TooShort)]
    [InlineData("😀😀😀😀😀😀😀", PasswordFault.TooShort)]
    [InlineData("null\0null", PasswordFault.NotText)]
    public void An_unusable_password_is_refused(string text, PasswordFault fault)
    {
        new PasswordRules(8).TryAccept(text, out _, out var faults).ShouldBeFalse();
        faults.ShouldBe([fault]);
    }

    // An attribute cannot hold a lone surrogate.
    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        new PasswordRules(8).TryAccept("surrogate\ud800", out _, out var faults).ShouldBeFalse();
        faults.ShouldBe([PasswordFault.NotText]);
        EmailAddress.TryParse("ann\ud800@example.com", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData('a', 72, true)]
    [InlineData('a', 73, false)]
    [InlineData('é', 36, true)]
    [InlineData('é', 37, false)]
    public void A_password_has_at_most_72_bytes(char character, int count, bool accepted) =>
        new PasswordRules(8).TryAccept(new string(character, count), out _, out _).ShouldBe(accepted);

    [Theory]
    [InlineData("S3cur3P@ssw0rd!")]
    [InlineData(" 8 Bytes")]
    public void A_password_with_every_kind_of_character_is_accepted(string text) =>
        new PasswordRules(8, NeedsEveryKind: true).TryAccept(text, out _, out _).ShouldBeTrue();

    [Fact]
    public void Commands_do_not_print_their_secrets()
    {
        var printed = $"{IdentityHost.Account()} {new LogInCommand("ann@example.com", new Secret("correct horse"))} "
            + $"{new RefreshSessionCommand("token-text")} {new LogOutCommand("token-text")}"
            + $"{new ChangePasswordCommand(Guid.Empty, new Secret("correct horse"), IdentityHost.NewPassword("battery staple"))}";

        printed.ShouldNotContain("ann@");
        printed.ShouldNotContain("horse");
        printed.ShouldNotContain("staple");
        printed.ShouldNotContain("token-text");
    }
}
