"""What people read on every site, in the languages the finder knows: a form is for what its words say."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.forms.test_find_forms import found

SIGN_UPS = {
    "en": ["Create account", "Sign up", "Register"],
    "fr": ["Créer un compte", "Créez votre compte", "Créer mon compte", "S'inscrire"],
    "de": ["Konto erstellen", "Neues Konto anlegen", "Registrieren"],
    "es": ["Crear cuenta", "Crea tu cuenta", "Regístrate"],
    "it": ["Crea un account", "Crea account", "Registrati", "Iscriviti"],
    "nl": ["Account aanmaken", "Registreren"],
    "pt": ["Criar conta", "Cadastre-se"],
    "ja": ["新規登録", "アカウントを作成"],
    "zh": ["注册", "创建账户"],
    "ko": ["회원가입"],
    "ru": ["Зарегистрироваться", "Создать аккаунт"],
    "pl": ["Załóż konto", "Zarejestruj się"],
    "cs": ["Vytvořit účet", "Zaregistrovat se"],
    "tr": ["Kaydol", "Üye ol", "Hesap oluştur"],
    "sv": ["Skapa konto", "Registrera dig"],
    "da": ["Opret konto"],
    "no": ["Opprett konto"],
    "fi": ["Luo tili", "Rekisteröidy"],
}
LOG_INS = {
    "en": ["Log in", "Sign in", "Login"],
    "fr": ["Se connecter", "Connexion", "S'identifier"],
    "de": ["Anmelden", "Einloggen"],
    "es": ["Iniciar sesión", "Entrar", "Acceder"],
    "it": ["Accedi", "Entra"],
    "nl": ["Inloggen", "Aanmelden"],
    "pt": ["Entrar", "Iniciar sessão"],
    "ja": ["ログイン", "サインイン"],
    "zh": ["登录", "登入"],
    "ko": ["로그인"],
    "ru": ["Войти", "Вход"],
    "pl": ["Zaloguj się"],
    "cs": ["Přihlásit se"],
    "tr": ["Giriş yap", "Oturum aç"],
    "sv": ["Logga in"],
    "da": ["Log ind"],
    "no": ["Logg inn"],
    "fi": ["Kirjaudu sisään"],
    "hu": ["Bejelentkezés"],
    "ro": ["Conectează-te", "Autentificare"],
}
PASSWORDS = {
    "en": ("Current password", "New password", "Confirm password"),
    "fr": ("Mot de passe actuel", "Nouveau mot de passe", "Confirmez le mot de passe"),
    "de": ("Aktuelles Passwort", "Neues Passwort", "Passwort bestätigen"),
    "es": ("Contraseña actual", "Nueva contraseña", "Confirmar contraseña"),
    "it": ("Password attuale", "Nuova password", "Conferma password"),
    "nl": ("Huidig wachtwoord", "Nieuw wachtwoord", "Bevestig wachtwoord"),
    "pt": ("Senha atual", "Nova senha", "Confirmar senha"),
    "ja": ("現在のパスワード", "新しいパスワード", "パスワード(確認)"),
    "zh": ("旧密码", "新密码", "确认密码"),
    "ko": ("현재 비밀번호", "새 비밀번호", "비밀번호 확인"),
    "ru": ("Текущий пароль", "Новый пароль", "Подтвердите пароль"),
    "pl": ("Obecne hasło", "Nowe hasło", "Powtórz hasło"),
    "cs": ("Současné heslo", "Nové heslo", "Heslo znovu"),
    "tr": ("Mevcut şifre", "Yeni şifre", "Şifre tekrar"),
    "sv": ("Nuvarande lösenord", "Nytt lösenord", "Bekräfta lösenord"),
    "da": ("Nuværende adgangskode", "Ny adgangskode", "Bekræft adgangskode"),
    "fi": ("Nykyinen salasana", "Uusi salasana", "Vahvista salasana"),
}
"""The old one, the new one, and that once more."""
CHANGES = {
    "en": "Change password",
    "fr": "Changer le mot de passe",
    "de": "Passwort ändern",
    "es": "Cambiar contraseña",
    "it": "Cambia password",
    "nl": "Wachtwoord wijzigen",
    "pt": "Alterar senha",
    "ja": "パスワードの変更",
    "zh": "修改密码",
    "ko": "비밀번호 변경",
    "ru": "Изменить пароль",
    "pl": "Zmień hasło",
    "cs": "Změnit heslo",
    "tr": "Şifre değiştir",
    "sv": "Ändra lösenord",
    "da": "Skift adgangskode",
    "no": "Endre passord",
    "fi": "Vaihda salasana",
}


def each(words: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{language}-{text}") for language, texts in words.items() for text in texts]


ACCOUNT = "<form><input data-is=m type=email><input data-is=p type=password><button>{}</button></form>"


@pytest.mark.parametrize("button", each(SIGN_UPS))
def test_a_button_that_opens_an_account_makes_a_sign_up(page: Page, button: str) -> None:
    """The password there is a new one."""
    assert found(page, ACCOUNT.format(button)) == ["signup m=email p=new-password"]


@pytest.mark.parametrize("words", each(LOG_INS))
def test_words_that_let_in_make_a_log_in(page: Page, words: str) -> None:
    """An address alone is asked for by much else."""
    html = f"<h1>{words}</h1><form><input data-is=m type=email><button>{words}</button></form>"
    assert found(page, html) == ["login m=email"]


@pytest.mark.parametrize("language", PASSWORDS)
def test_the_ages_of_passwords_are_told_by_their_labels(page: Page, language: str) -> None:
    """Old and new are a change; one that is asked for again is new, whatever it is declared to be."""
    old, new, again = (f"<label>{text}<input data-is=p type=password></label>" for text in PASSWORDS[language])
    assert found(page, f"<form>{old}{new}<button>OK</button></form>") == ["change p=current-password p=new-password"]
    declared = again.replace("type", "autocomplete=current-password type")
    (form,) = found(page, f"<form>{new}{declared}<button>OK</button></form>")
    assert form.split()[1:] == ["p=new-password"] * 2


@pytest.mark.parametrize("language", CHANGES)
def test_a_heading_for_a_change_makes_one_password_new(page: Page, language: str) -> None:
    """A page that only asks for the password to have from now on."""
    html = f"<h1>{CHANGES[language]}</h1><form><input data-is=p type=password><button>OK</button></form>"
    assert found(page, html) == ["change p=new-password"]
