namespace Tracker.Tests.TestKit;

/// <summary>
/// The locales that differ most in comparing letters: in C no letter beyond ASCII has a case, and in Turkish i has another capital letter.
/// </summary>
public static class DatabaseLocales
{
    public const string C = "template template0 encoding 'UTF8' locale 'C'";
    public const string Utf8 = "template template0 encoding 'UTF8' locale 'C.UTF-8'";
    public const string Turkish = "template template0 encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'";
}
